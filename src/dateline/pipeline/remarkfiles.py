"""Carries comments out of a desk and into one: as JSON with every change, or as Disqus XML."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from dateline.errors import DatelineError
from dateline.model import Remark, RemarkChange, RemarkState
from dateline.pipeline import commenting
from dateline.pipeline.commenting import Written
from dateline.pipeline.desk import Desk
from dateline.review import exchange, moderation
from dateline.review.exchange import Carried


class Loaded(NamedTuple):
    """What an import did: comments added, of these held, known before, and not fit to be comments."""

    added: int
    held: int
    known: int
    left: int

    @property
    def words(self) -> str:
        """Return it in a sentence."""
        return (
            f"{self.added} comments were brought in, {self.held} of them held; "
            f"{self.known} were here already, {self.left} could not be taken."
        )


def as_json(desk: Desk) -> str:
    """Return all comments with every change of each."""
    from dateline.store import remarks as store

    with desk.database.session():
        found = store.every()
        changes = {remark.id: [change for _, change in store.changes(remark.id)] for remark in found}
    return exchange.dump_json(found, changes)


def as_disqus(desk: Desk, site: str) -> bytes:
    """Return what readers see of all threads, for a site at this address."""
    from dateline.store import remarks as store

    with desk.database.session():
        return exchange.dump_disqus(store.every(), site)


def load(desk: Desk, data: bytes, who: str, now: dt.datetime) -> Loaded:
    """Take in the comments of a file. Raises NotText for one that cannot be read.

    What a list holds waits for a person; the rest keeps the state it had, and is published
    when the file knows none. The same file brings nothing twice.
    """
    from dateline.store import remarks as store

    carried = exchange.read(data)
    added = held = left = 0
    with desk.database.session():
        known = store.origins(one.origin for one in carried)
        before = len(known)
        for one in carried:
            if one.origin in known:
                continue
            try:
                written = commenting.cleaned(desk, Written(one.thread, one.name, one.text))
            except DatelineError:
                left += 1
                continue
            first = _state(one, written).model_copy(update={"who": who, "when": now})
            remark = Remark(
                id=0,
                thread=one.thread,
                parent=known.get(one.parent or ""),
                about=one.about,
                quoted=one.quoted,
                claim=one.claim,
                name=written.name,
                text=written.text,
                correction=one.correction,
                at=one.at,
            )
            known[one.origin] = store.add(remark, None, first, one.origin).id
            added, held = added + 1, held + (first.state is RemarkState.HELD)
    return Loaded(added, held, before, left)


def _state(one: Carried, written: Written) -> RemarkChange:
    """Return the state in which a comment of a file comes in, and why."""
    last = one.changes[-1] if one.changes else None
    reason: str | None
    rules = moderation.listed(f"{written.name}\n{written.text}")
    if one.removed:
        state, reason = (
            RemarkState.REMOVED,
            (last.reason if last else None) or "It was removed where it came from.",
        )
    elif last is not None:
        state, reason = last.state, last.reason
    elif rules:
        state, reason = RemarkState.HELD, "It was brought in from a file, and a list holds it."
    else:
        state, reason = RemarkState.PUBLISHED, None
    rule = ", ".join(rules) or None if state is RemarkState.HELD else None
    return RemarkChange(remark=0, state=state, reason=reason, rule=rule, who="", when=one.at)
