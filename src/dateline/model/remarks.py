"""What readers say about what was published. A ``Comment``, apart from it, stands under somebody's report."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from dateline.model.base import Record


class RemarkState(StrEnum):
    """Where a reader's comment stands.

    Held: nobody has looked at it yet, or a rule or a person wants a second look. Hidden: not shown, and still
    read by the desk. Removed: not shown, its place in the thread says so.
    """

    HELD = "held"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    REMOVED = "removed"


class Remark(Record):
    """A reader's comment on a brief or an incident, or on one sentence of it.

    ``thread`` is what it stands under ("brief:2016-12-04", "incident:..."). ``about`` names the sentence and
    ``quoted`` is the sentence as it stood; ``claim`` is the incident or report that the sentence rests on.
    ``number`` is "3.1" once it was published, and stays. ``reason`` is told to its writer.
    """

    id: int
    thread: str
    parent: int | None = None
    number: str | None = None
    about: str | None = None
    quoted: str | None = None
    claim: tuple[str, ...] = ()
    name: str
    text: str
    correction: bool = False
    at: dt.datetime
    state: RemarkState = RemarkState.HELD
    reason: str | None = None
    flags: int = 0

    @property
    def depth(self) -> int:
        """Return how deep it stands in its thread: 0 for one that answers nobody."""
        return (self.number or "").count(".")


class RemarkChange(Record):
    """A comment's state from a moment on. ``rule`` names the rule that set it; else ``who`` did."""

    remark: int
    state: RemarkState
    reason: str | None = None
    rule: str | None = None
    who: str
    when: dt.datetime
    undoes: int | None = None
