"""Place names, settled on gazetteer entries; candidates kept."""

from __future__ import annotations

from dateline.model import Candidate, Place
from dateline.read import gazetteer
from dateline.read.gazetteer import Entry, Gazetteer
from dateline.read.page import Mention, Page
from dateline.read.resolve import Settled, settle
from dateline.read.toponyms import Recogniser, Toponym

# Evidence a name needs to be called a place; see toponyms for what each sign is worth.
ENOUGH = 2.0


def find(page: Page) -> list[Mention[Place]]:
    """Return the mentions in reading order, ids assigned; an unsettled name has no coordinates."""
    book = gazetteer.opened()
    recogniser = Recogniser(book)
    names = [name for passage in page.passages for name in recogniser.find(passage)]
    names = _accepted(names)
    return [
        _mention(name, settled, book, f"l{number}")
        for number, (name, settled) in enumerate(
            zip(names, settle(names, book, page.country), strict=True), 1
        )
    ]


def _accepted(names: list[Toponym]) -> list[Toponym]:
    """Keep names with enough evidence; what is clearly a place once is one in the whole report."""
    sure = {name.key for name in names if name.evidence >= ENOUGH}
    return [
        name
        for name in names
        if name.demonym is not None or name.evidence >= ENOUGH or (name.key in sure and name.evidence > -3)
    ]


def _mention(name: Toponym, settled: Settled, book: Gazetteer, number: str) -> Mention[Place]:
    entry = settled.entry
    span = name.passage.span(name.first, name.last)
    admin1 = book.entry(entry.admin1) if entry is not None else None
    place = Place(
        **span.model_dump(),
        id=number,
        name=entry.name if entry else None,
        gazetteer=entry.ref if entry else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        country=entry.country if entry else None,
        admin1=admin1.name if admin1 else None,
        kind="demonym" if name.demonym else entry.kind if entry else None,
        precision=_precision(name, entry),
        modifier=name.modifier,
        rule=settled.rule,
        candidates=tuple(_candidate(other, book) for other in settled.candidates[:5]),
    )
    head = name.passage.doc[name.last]
    governor = head.head.head if head.head.dep_ == "prep" else head.head
    return Mention(place, name.passage, head, governor)


def _precision(name: Toponym, entry: Entry | None) -> int | None:
    """ACLED geo_precision: 1 a settlement or quarter, 2 near or a part of one, 3 a unit or region."""
    if entry is None:
        return None
    if entry.kind not in ("settlement", "quarter"):
        return 3
    return 2 if name.modifier else 1


def _candidate(entry: Entry, book: Gazetteer) -> Candidate:
    admin1 = book.entry(entry.admin1)
    return Candidate(
        gazetteer=entry.ref,
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=admin1.name if admin1 else None,
        kind=entry.kind,
        population=entry.population or None,
    )
