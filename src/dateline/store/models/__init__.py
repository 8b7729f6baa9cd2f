"""One table a noun. A column has its record field's name; a span takes three: _start, _end, _text.

``records`` turns rows into records and back. What was not said is NULL, never an empty string, so
text columns are nullable. Text is unbounded: what a page says has no honest maximum.
"""

from __future__ import annotations

from dateline.store.models.base import Row
from dateline.store.models.captured import Capture, Failure, Outcome, Report
from dateline.store.models.collecting import Link, Poll, SourceState, Visit
from dateline.store.models.judged import AppendOnly, Brief, Decision
from dateline.store.models.links import (
    Account,
    Copies,
    CopyPair,
    Disagreement,
    Incident,
    Origin,
    Series,
    Toll,
)
from dateline.store.models.neighbours import (
    Binding,
    Digest,
    Extent,
    Forward,
    Likeness,
    Member,
    Posting,
    Renown,
)
from dateline.store.models.published import Draft, Publication, Searched, Shown
from dateline.store.models.readings import Actor, Comment, Event, Figure, Note, Period, Place, Statement, Zone

TABLES: tuple[type[Row], ...] = (
    Capture,
    Report,
    Failure,
    Outcome,
    Zone,
    Statement,
    Event,
    Figure,
    Place,
    Period,
    Actor,
    Comment,
    Note,
    Copies,
    CopyPair,
    Origin,
    Incident,
    Series,
    Toll,
    Disagreement,
    Account,
    Digest,
    Posting,
    Likeness,
    Member,
    Extent,
    Binding,
    Forward,
    Renown,
    Brief,
    Decision,
    Publication,
    Shown,
    Draft,
    SourceState,
    Poll,
    Link,
    Visit,
    Searched,
)

__all__ = [
    "TABLES",
    "Account",
    "Actor",
    "AppendOnly",
    "Binding",
    "Brief",
    "Capture",
    "Comment",
    "Copies",
    "CopyPair",
    "Decision",
    "Digest",
    "Disagreement",
    "Draft",
    "Event",
    "Extent",
    "Failure",
    "Figure",
    "Forward",
    "Incident",
    "Likeness",
    "Link",
    "Member",
    "Note",
    "Origin",
    "Outcome",
    "Period",
    "Place",
    "Poll",
    "Posting",
    "Publication",
    "Renown",
    "Report",
    "Row",
    "Searched",
    "Series",
    "Shown",
    "SourceState",
    "Statement",
    "Toll",
    "Visit",
    "Zone",
]
