"""Languages read in part: places, periods and counts of the killed and injured; nothing else.

What a table does not cover stays empty, and every report says what was left unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.errors import UnsupportedLanguage
from dateline.model import Figure, Note, NoteKind, Period, Place, Zone, ZoneKind
from dateline.read import places
from dateline.read.languages import counts, dates
from dateline.read.languages.counts import Count
from dateline.read.languages.names import Finder, Name
from dateline.read.languages.tables import CODES, language
from dateline.read.languages.text import Word, sentences
from dateline.read.page import Page, Passage
from dateline.read.places import gazetteer
from dateline.read.places.context import home_countries
from dateline.read.places.names import Toponym

# What the English reader reads; a text whose language nothing names is taken for English too.
WHOLE = (None, "en")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a page in a language with a table, ids assigned."""

    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()
    figures: tuple[Figure, ...] = ()


NOTHING = Reading()


def limit(code: str) -> Note:
    """Return the note that a report in the language ``code`` keeps: what was left unread."""
    if code in CODES:
        problem = "only places, dates and counts of the killed and injured are read"
        error = UnsupportedLanguage(language(code).name, problem, "give a translation for the rest")
    else:
        known = ", ".join(language(each).name for each in CODES)
        problem = f"nothing is read in this language (English is, and {known} in part)"
        error = UnsupportedLanguage(f"language {code}", problem, "give a translation")
    return Note(step="languages", kind=NoteKind.LANGUAGE, message=str(error))


def read(page: Page) -> Reading:
    """Return the places, periods and figures of a page whose language has a table, else nothing.

    Ids count up in reading order. Linear in the length of the text.
    """
    code = page.report.language
    if code not in CODES:
        return NOTHING
    tongue, text = language(code), page.report.text
    found = list(sentences(text, page.zones))
    named = Finder(tongue, gazetteer.opened(page.own)).find(found)
    located = _places([name for each in named for name in each], page)
    told = [list(dates.find(words, tongue, page.report.published)) for words in found]
    periods: list[Period] = []
    figures: list[Figure] = []
    for words, stretches, spots in zip(found, told, named, strict=True):
        days = [_period(one, words, text, f"p{len(periods) + n}") for n, one in enumerate(stretches, 1)]
        periods += days
        dated = frozenset(at for one in stretches for at in range(one.first, one.last + 1))
        here = [located[spot.start] for spot in spots if spot.start in located]
        counted = counts.find(words, tongue, dated)
        figures += _figures(counted, words, text, len(figures), days, here)
    return Reading(tuple(located.values()), tuple(periods), _repeated(figures, page.zones))


def _places(named: Sequence[Name], page: Page) -> dict[int, Place]:
    """Settle the names of a page together; return the places by where they start."""
    passage, tokens = _around(named, page)
    made = {
        id(name): Toponym(
            passage, token, token, name.key, name.found, kinds=name.kinds, modifier=name.modifier
        )
        for name, token in zip(named, tokens, strict=True)
    }
    for name in named:
        made[id(name)].inside = made.get(id(name.inside)) if name.inside is not None else None
    home = home_countries(page.report.url, page.country, set())
    settled = places.settled(list(made.values()), home, gazetteer.opened(page.own))
    return {mention.record.start: mention.record for mention in settled}


def _around(named: Sequence[Name], page: Page) -> tuple[Passage, list[int]]:
    """Return the whole text as one passage in which each name is one token, and those tokens."""
    text = page.report.text
    pieces: list[str] = []
    tokens: list[int] = []
    last = 0
    for name in named:
        pieces += [text[last : name.start]] if name.start > last else []
        tokens.append(len(pieces))
        pieces.append(text[name.start : name.end])
        last = name.end
    pieces += [text[last:]] if last < len(text) else []
    doc = Doc(Vocab(), words=pieces, spaces=[False] * len(pieces))
    zone = Zone(kind=ZoneKind.BODY, start=0, end=len(text))
    return Passage(0, 0, doc, zone, text), tokens


def _period(told: dates.Told, words: Sequence[Word], text: str, number: str) -> Period:
    end = words[told.last].end
    stretch = told.stretch
    bounds = stretch.bounds() if stretch is not None else None
    return Period(
        start=told.start,
        end=end,
        text=text[told.start : end],
        id=number,
        edtf=stretch.edtf() if stretch is not None else None,
        first=bounds[0] if bounds else None,
        last=bounds[1] if bounds else None,
        timex=stretch.timex() if stretch is not None else None,
        rule=told.rule,
    )


def _figures(
    counted: Sequence[Count],
    words: Sequence[Word],
    text: str,
    before: int,
    days: list[Period],
    here: list[Place],
) -> list[Figure]:
    """Return the figures of one sentence; its only date and its first settlement are theirs."""
    ids = {id(count): f"f{before + n}" for n, count in enumerate(counted, 1)}
    towns = [place for place in here if place.precision == 1]
    where = towns[:1] or (here if len(here) == 1 else [])
    found = []
    for count in counted:
        number, start, end = count.number, count.number.start, words[count.last].end
        found.append(
            Figure(
                start=start,
                end=end,
                text=text[start:end],
                id=ids[id(count)],
                subject="people",
                status=count.status,
                low=number.low,
                high=number.high,
                exactness=number.exactness,
                who=count.who,
                period=days[0].id if len(days) == 1 else None,
                period_rule="only date of the sentence" if len(days) == 1 else None,
                places=tuple(place.id for place in where),
                place_rule=_place_rule(towns, where),
                part_of=ids[id(count.part_of)] if count.part_of is not None else None,
                beside=ids[id(count.beside)] if count.beside is not None else None,
            )
        )
    return found


def _place_rule(towns: Sequence[Place], where: Sequence[Place]) -> str | None:
    if not where:
        return None
    return "only place of the sentence" if len(towns) < 2 else "first settlement of the sentence"


def _repeated(figures: Sequence[Figure], zones: Sequence[Zone]) -> tuple[Figure, ...]:
    """Link a count of the text with the same one in the headline, which it tells again."""
    heads = [zone for zone in zones if zone.kind is ZoneKind.HEADLINE]
    above = {
        (figure.status, figure.low, figure.high): figure.id
        for figure in figures
        if any(zone.start <= figure.start < zone.end for zone in heads)
    }
    own = set(above.values())
    return tuple(
        figure if figure.id in own else _again(figure, above.get((figure.status, figure.low, figure.high)))
        for figure in figures
    )


def _again(figure: Figure, told: str | None) -> Figure:
    if told is None or figure.part_of is not None:
        return figure
    return figure.model_copy(update={"repeats": told})
