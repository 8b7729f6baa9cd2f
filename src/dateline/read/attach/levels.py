"""What place and period hold at a token: of its clause, sentence, paragraph, section, lead or dateline."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.model import Period, PeriodKind, Place, ZoneKind
from dateline.read import clauses
from dateline.read.attach import datelines, whereabouts
from dateline.read.attach.backrefs import Backrefs
from dateline.read.clauses import CONJ, NOUNS, VERBS, Clauses, ids
from dateline.read.events.factuality import TELL
from dateline.read.events.triggers import table
from dateline.read.page import Mention, Page, Passage

R = TypeVar("R", Place, Period)

MODIFIERS = ids("compound", "amod", "poss", "nmod")
OPEN_ENDED = ids("since")
# A passage this close to the page's head may speak for the whole of it: headline and two paragraphs.
HEAD_PASSAGES = 3
# Inside a section a place or day told this many paragraphs before still holds; longer reach was wrong
# more often than right on news pages.
REACH = 3
DESCRIBING = ids("relcl")
# "A monitor based in Britain", "a man born in Homs": where somebody is from is not where it happened.
PARTICIPLES = ids("acl")
SITUATED = ids("based", "headquartered", "born", "registered", "resident", "living")
# The longest period that one paragraph lends another, and how long before publication it may end:
# "on Sunday" goes on holding in the next paragraph, "in the last 72 hours" does not.
LENT_DAYS, NEWS_DAYS = 1, 7


@dataclass(frozen=True, slots=True)
class Told:
    """The places and the period that hold somewhere, each with the level that told it."""

    places: tuple[str, ...] = ()
    place_rule: str | None = None
    period: Period | None = None
    period_rule: str | None = None
    open: bool = False


class _Known(Generic[R]):
    """Mentions by sentence and by paragraph, so that a look-up never walks a whole page."""

    def __init__(self, mentions: Iterable[Mention[R]]) -> None:
        self.by_sentence: dict[tuple[int, int], list[Mention[R]]] = {}
        self.by_passage: dict[int, list[int]] = {}
        for mention in sorted(mentions, key=lambda m: (m.passage.index, m.head.i)):
            index, i = mention.passage.index, mention.head.i
            sentence = clauses.of(mention.passage.doc).sentence[i]
            self.by_sentence.setdefault((index, sentence), []).append(mention)
            self.by_passage.setdefault(index, []).append(sentence)

    def beside(self, passage: Passage, sentence: int) -> list[Mention[R]]:
        """Return the mentions of one sentence."""
        return self.by_sentence.get((passage.index, sentence), [])

    def before(self, passage: Passage, sentence: int | None = None) -> list[Mention[R]]:
        """Return the topic of the last telling sentence before ``sentence``, or of the whole passage.

        The topic is the first mention, with those joined to it: what comes later is where it led.
        """
        told = self.by_passage.get(passage.index, [])
        k = len(told) if sentence is None else bisect_left(told, sentence)
        if k == 0:
            return []
        found = self.beside(passage, told[k - 1])
        chain = set(_conjuncts(clauses.of(passage.doc), found[0].head.i))
        return [m for m in found if m.head.i in chain]


class Levels:
    """Looks up places and periods by level."""

    def __init__(
        self, page: Page, places: Sequence[Mention[Place]], periods: Sequence[Mention[Period]]
    ) -> None:
        self.page = page
        ends = {passage.index: datelines.end(passage.text) for passage in page.passages}
        self.written = _Known(place for place in places if _heads(place, ends))
        places = [place for place in places if not _heads(place, ends)]
        periods = [period for period in periods if not _heads(period, ends)]
        places = [place for place in places if whereabouts.tells(place)]
        self.places = _Known(places)
        self.backrefs = Backrefs(places)
        periods = [p for p in periods if p.record.first is not None or p.record.last is not None]
        self.periods = _Known(period for period in periods if period.record.kind is not PeriodKind.SET)
        # A period reaches other paragraphs only while it is news: a day of the last week, no "since 2011".
        lately = [p for p in periods if _lends(page, p)]
        self.lately = _Known(lately)
        self.lent = frozenset(p.record.id for p in lately)

    def told(self, passage: Passage, *tokens: int) -> Told:
        """Return what holds at the first of ``tokens``; the others are nearer phrases to search first."""
        places, place_rule = self._search(self.places, self.places, passage, tokens, _together)
        periods, period_rule = self._search(
            self.periods, self.lately, passage, tokens, _one, _dates, beyond=False
        )
        if place_rule != "clause" and (meant := self.backrefs.meant(passage, tokens[0])) is not None:
            return Told((meant.record.id,), "back-reference", *_period(periods, period_rule))
        if not places and (written := self._written(passage)):
            return Told(written, "dateline", *_period(periods, period_rule))
        return Told(
            tuple(dict.fromkeys(place.record.id for place in places)),
            place_rule,
            *_period(periods, period_rule),
        )

    def _search(
        self,
        known: _Known[R],
        far: _Known[R],
        passage: Passage,
        tokens: Sequence[int],
        choose: Callable[[Clauses, list[Mention[R]], int], list[Mention[R]]],
        fits: Callable[[Clauses, int, int], bool] | None = None,
        beyond: bool = True,
    ) -> tuple[list[Mention[R]], str | None]:
        """Return the nearest mentions and their level; ``far`` holds those that reach other sentences."""
        c, i = clauses.of(passage.doc), tokens[0]
        own = known.beside(passage, c.sentence[i])
        if fits is not None:
            own = [m for m in own if fits(c, m.head.i, i)]
        for rule, found in (
            ("clause", _phrase(c, own, tokens[::-1])),
            ("clause", [m for m in own if _same_clause(c, m.head.i, i)]),
            ("sentence", [m for m in own if _free(c, m.head.i, i)]),
        ):
            if found:
                return choose(c, found, i), rule
        found = far.before(passage, c.sentence[i])
        if found:
            return found, "paragraph"
        for rule, other in self._beyond(passage) if beyond else ():
            found = far.before(other)
            if found and other.zone.kind is not ZoneKind.CAPTION:
                return found, rule
        return [], None

    def _written(self, passage: Passage) -> tuple[str, ...]:
        """Return the place of the dateline: the report's, when nothing nearer tells one."""
        heads = (k for k in self.page.passages[: HEAD_PASSAGES + 2] if k.index <= passage.index)
        found = next((m for head in heads if (m := self.written.before(head))), [])
        return tuple(dict.fromkeys(place.record.id for place in found))

    def _beyond(self, passage: Passage) -> Iterator[tuple[str, Passage]]:
        """Yield the other passages that may speak for this one, nearest level first."""
        passages = self.page.passages
        section = passage.zone.section
        for k in range(passage.index - 1, max(-1, passage.index - 1 - REACH), -1):
            if passages[k].zone.section != section:
                break
            yield "section", passages[k]
        if section is not None:
            heading = self.page.passage_at(section)
            if heading is not None and heading.index < passage.index:
                yield "section", heading
            return
        for other in passages[:HEAD_PASSAGES]:
            if other.index < passage.index:
                yield ("headline" if other.zone.kind is ZoneKind.HEADLINE else "lead"), other


def _period(periods: list[Mention[Period]], rule: str | None) -> tuple[Period | None, str | None, bool]:
    return (periods[0].record, rule, _open(periods[0])) if periods else (None, None, False)


def _heads(mention: Mention[Place] | Mention[Period], ends: dict[int, int]) -> bool:
    """Tell whether the mention stands in its paragraph's dateline."""
    return mention.record.start - mention.passage.start < ends[mention.passage.index]


def _phrase(c: Clauses, mentions: Sequence[Mention[R]], tokens: Sequence[int]) -> list[Mention[R]]:
    """Return the mentions that hang below one of ``tokens`` without a clause between."""
    for i in tokens:
        found = [m for m in mentions if _below(c, m.head.i, i)]
        if found:
            return found
    return []


def _below(c: Clauses, low: int, high: int) -> bool:
    for child, head in c.up(low):
        if head == high:
            return True
        if c.opens(child):
            return False
    return False


def _same_clause(c: Clauses, i: int, j: int) -> bool:
    """Tell whether two tokens share a clause, an infinitive or participle counted with its verb."""
    return c.clause[i] == c.clause[j] or _outer(c, i) == _outer(c, j)


LOOSE = ids("xcomp", "pcomp", "advcl")
TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _outer(c: Clauses, i: int) -> int:
    """Return the head of the tensed clause around token ``i``."""
    top = c.clause[i]
    for _ in range(4):
        if c.dep[top] not in LOOSE or c.doc[top].tag_ in TENSED:
            break
        top = c.clause[c.head[top]]
    return top


def _free(c: Clauses, i: int, j: int) -> bool:
    """Tell whether token ``i`` is not shut in a clause that describes another noun than ``j``'s."""
    top = c.clause[i]
    for _ in range(6):
        if c.dep[top] in DESCRIBING or (c.dep[top] in PARTICIPLES and c.lower[top] in SITUATED):
            return _below(c, j, top) or j == top
        if c.head[top] == top:
            break
        top = c.clause[c.head[top]]
    return True


def _together(c: Clauses, found: list[Mention[Place]], i: int) -> list[Mention[Place]]:
    """Return the nearest place with its conjuncts; for an area told to hold another, the one it holds."""
    nearest = min(found, key=lambda m: abs(m.head.i - i))
    nearest = next((m for m in found if _inside(c, m, nearest)), nearest)
    chain = {nearest.head.i, *_conjuncts(c, nearest.head.i)}
    return [m for m in found if m.head.i in chain]


def _inside(c: Clauses, small: Mention[Place], area: Mention[Place]) -> bool:
    """Tell whether the text says "SMALL in the (southern countryside of) AREA"."""
    between = range(small.head.i + 1, area.head.i)
    precise = (small.record.precision or 9) < (area.record.precision or 9)
    if not precise or not 1 <= len(between) <= LONGEST_IN or c.lower[between[0]] not in INTO:
        return False
    return all(c.doc[k].pos_ in IN_AN_AREA for k in between)


# "in the besieged southern countryside of the"
LONGEST_IN = 8
INTO = ids("in", "of", ",")
IN_AN_AREA = frozenset({"ADP", "DET", "ADJ", "NOUN", "PUNCT", "PROPN"})


def _conjuncts(c: Clauses, i: int) -> Iterator[int]:
    first = i
    while c.dep[first] == CONJ:
        first = c.head[first]
    todo = [first]
    while todo:
        k = todo.pop()
        yield k
        todo += [child for child in c.children[k] if c.dep[child] == CONJ]


def _one(c: Clauses, found: list[Mention[Period]], i: int) -> list[Mention[Period]]:
    return [min(found, key=lambda m: abs(m.head.i - i))]


def _dates(c: Clauses, period: int, i: int) -> bool:
    """Tell whether a period can date what token ``i`` tells.

    When someone said it is not when it was, and "the Christmas party" dates no party but names it.
    """
    head, top = c.head[period], c.clause[period]
    if c.dep[period] in MODIFIERS and c.pos[head] in NOUNS and head != i:
        return c.lower[head] in table().eventive
    return c.lemma[top] not in TELL or top in (i, c.clause[i])


def _lends(page: Page, mention: Mention[Period]) -> bool:
    """Tell whether the period may hold in other sentences: told in a clause, of the report's own week.

    A line without a verb that holds a day is a title or a stamp, and its day the publication's.
    """
    c, period = clauses.of(mention.passage.doc), mention.record
    top = c.clause[mention.head.i]
    if _open(mention) or c.pos[top] not in VERBS or c.lemma[top] in TELL:
        return False
    return _recent(page, period)


def _recent(page: Page, period: Period) -> bool:
    """Tell whether the period is of the report's own week, and no longer than two days."""
    published = page.report.published
    if published is None or period.first is None or period.last is None:
        return False
    return (period.last - period.first).days <= LENT_DAYS and (published - period.last).days <= NEWS_DAYS


def _open(period: Mention[Period]) -> bool:
    """Tell whether the period only gives a start ("since late August")."""
    c = clauses.of(period.passage.doc)
    i = period.head.i
    return c.lower[c.head[i]] in OPEN_ENDED or (i > 0 and c.lower[i - 1] in OPEN_ENDED)
