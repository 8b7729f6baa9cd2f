"""Place names, settled on gazetteer entries; candidates kept."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Literal

from dateline.model import Candidate, Place
from dateline.read.page import Mention, Page, Passage
from dateline.read.places import bylines, gazetteer, quarters
from dateline.read.places.context import home_countries
from dateline.read.places.evidence import CERTAIN, ENGLISH, ENOUGH, Scales
from dateline.read.places.gazetteer import Entry, Gazetteer
from dateline.read.places.names import Toponym
from dateline.read.places.persons import people
from dateline.read.places.resolve import Settled, settle
from dateline.read.places.scenes import scenes
from dateline.read.places.spellings import fold
from dateline.read.places.standing import KNOWN, standing
from dateline.read.places.toponyms import Finder


def find(page: Page) -> list[Mention[Place]]:
    """Return the mentions in reading order, ids assigned; an unsettled name has no coordinates.

    Those of the page's title, where it stands apart, come first: they help to settle those of the text.
    """
    book = gazetteer.opened(page.own)
    names, low = recognise(page, book)
    return settled(names, home_countries(page.report.url, page.country, low), book, page.title)


def settled(
    names: list[Toponym], home: list[str], book: Gazetteer, title: Passage | None = None
) -> list[Mention[Place]]:
    """Return the mentions of recognised names, settled all together, ids assigned in their order."""
    answers = quarters.place(names, settle(names, home))
    by_name = {id(name): answer for name, answer in zip(names, answers, strict=True)}
    text, own = count(1), count(1)
    ids = [f"t{next(own)}" if name.passage is title else f"l{next(text)}" for name in names]
    return [_mention(name, _located(name, by_name), book, id_) for name, id_ in zip(names, ids, strict=True)]


def _located(name: Toponym, answers: dict[int, Settled]) -> Settled:
    """Return what a name was settled on; an unlisted one takes the place it is said to lie in."""
    own = answers[id(name)]
    if own.entry is not None or name.inside is None:
        return own
    outer = answers.get(id(name.inside))
    if outer is None or outer.entry is None:
        return own
    return Settled(outer.entry, f"inside {outer.entry.name}; {own.rule}", outer.candidates, container=True)


def recognise(page: Page, book: Gazetteer) -> tuple[list[Toponym], set[str]]:
    """Return the page's place names in reading order, each with what it can mean; and the page's words."""
    finder = Finder(book)
    seen = scenes(page.passages if page.title is None else (page.title, *page.passages))
    publishers = bylines.credited(page.report)
    found = [bylines.without(finder.find(scene), scene, publishers) for scene in seen]
    listed = {name.key for names in found for name in names}
    known = people(seen, listed)
    scales = Scales(known)
    for scene, names in zip(seen, found, strict=True):
        scales.weigh(scene, names)
    low = {word for scene in seen for word in scene.low}
    names = [name for names in found for name in names]
    _doubt(names, known.likely)
    _confirm(names, {page.country} - {None})
    return _accepted(names), low


def _doubt(names: list[Toponym], surnames: set[str]) -> None:
    """Weigh against small places that share a likely surname, unless the report calls one plainly a place."""
    sure = {name.key for name in names if name.evidence >= CERTAIN}
    for name in names:
        if name.key in surnames - sure and name.role == "name":
            bare = tuple(
                one for one in name.found if one.entry.kind != "admin2"
            )  # "Davis" is no Davis County
            name.evidence -= 2.0 if standing(bare) < KNOWN else 0.0


def _confirm(names: list[Toponym], home: set[str | None]) -> None:
    """Weigh open names by the countries that the report's plain places lie in, and the desk's own.

    A match by sound holds in those countries only. A listed small place of one of them is believed
    without a preposition, save where English names double as surnames.
    """
    plain = (name for name in names if name.evidence >= CERTAIN and name.role != "unlisted")
    countries = {one.entry.country for name in plain for one in name.found[:1]} - {None} | home
    for name in names:
        if name.role == "unlisted" and name.evidence > -1:
            name.found = tuple(one for one in name.found if one.entry.country in countries)
            name.evidence += 2.0 if name.found else 0.0
        elif name.role == "name" and -0.5 < name.evidence < ENOUGH:
            foreign = countries - ENGLISH
            likely = any(one.grade < 2 and one.entry.country in foreign for one in name.found)
            name.evidence += 1.5 if likely else 0.0


def _accepted(names: list[Toponym]) -> list[Toponym]:
    """Keep names with enough evidence; what is plainly a place once is one in the whole report."""
    sure = {name.key for name in names if name.evidence >= CERTAIN}
    return [
        name
        for name in names
        if name.evidence >= ENOUGH or (name.key in sure and name.role == "name" and name.evidence > 0)
    ]


def _mention(name: Toponym, settled: Settled, book: Gazetteer, number: str) -> Mention[Place]:
    entry = settled.entry
    passage = name.passage
    start, end = passage.bounds(name.first, name.last)
    end -= name.cut
    text = passage.text[start - passage.start : end - passage.start]
    admin1 = book.entry(entry.admin1) if entry is not None else None
    place = Place(
        start=start,
        end=end,
        text=text,
        id=number,
        name=text if settled.container or entry is None else entry.name,
        gazetteer=entry.ref if entry and not settled.container else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        country=entry.country if entry else None,
        admin1=admin1.name if admin1 else None,
        kind=_kind(name, None if settled.container else entry),
        precision=_precision(name, settled),
        modifier=name.modifier,
        rule=settled.rule,
        candidates=tuple(_candidate(other, book) for other in settled.candidates[:5]),
    )
    head = passage.doc[name.last]
    governor = head.head.head if head.head.dep_ == "prep" else head.head
    return Mention(place, passage, head, governor)


# A gazetteer lists large quarters as towns. Above this a name after "the neighborhood of" is the city around.
QUARTER = 100_000


def _kind(name: Toponym, entry: Entry | None) -> str | None:
    """Return the entry's kind, "demonym" for a people's word, or what the text calls an unlisted name."""
    if name.role == "demonym":
        return "demonym"
    if entry is not None and "quarter" in name.kinds and entry.kind == "settlement":
        return "quarter" if entry.population < QUARTER else entry.kind
    if entry is not None:
        return entry.kind
    return next(iter(name.kinds), None)


def _precision(name: Toponym, settled: Settled) -> Literal[1, 2, 3] | None:
    """ACLED geo_precision: 1 a settlement or quarter, 2 near or a part of one, 3 a unit or region."""
    entry = settled.entry
    if entry is None:
        return None
    if entry.kind not in ("settlement", "quarter"):
        return 3
    return 2 if name.modifier or settled.container else 1


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


def look_up(name: str, country: str | None = None, own: Path | None = None) -> tuple[Candidate, ...]:
    """Return what a name can mean, a desk's ``own`` places first, then the most populous; else by sound.

    ``country`` (ISO 3166-1) keeps the candidates of one country. For a person choosing a place.
    """
    book = gazetteer.opened(own)
    key = fold(name)
    found = book.named(key) or book.sounding(key)
    return tuple(_candidate(one.entry, book) for one in found if country in (None, one.entry.country))
