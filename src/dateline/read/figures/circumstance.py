"""Whether a figure's clause is told as fact, and whether it is news or another time's background."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from dateline.model import Factuality, FigureStatus, Period
from dateline.read.figures import terms as lex
from dateline.read.figures.parsed import Parsed
from dateline.read.page import Mention

# A figure whose own sentence dates it further back than this is another story's. News of a death comes
# within weeks, inquests and arrests included; anniversaries and series of attacks lie further off.
NEWS = timedelta(days=45)
# A season is still this report's time; a year is a tally.
SEASON = timedelta(days=100)
_LAST = frozenset({"last", "previous", "past", "earlier"})
_SPANS = frozenset({"year", "month", "years", "months"})
_LONG = frozenset({"year", "years", "decade", "decades", "months"})
_MODALS = {
    **dict.fromkeys(lex.HYPOTHETICAL, Factuality.HYPOTHETICAL),
    **dict.fromkeys(lex.PLANNED, Factuality.PLANNED),
    **dict.fromkeys(lex.DEMANDED, Factuality.DEMANDED),
}
_BEFORE_YEAR = frozenset({"in", "since", "of", "from", "during", "until", "by", "between", ","})
# What people are in for as long as it lasts; a date in the sentence says since when.
_STATES = frozenset({FigureStatus.STRANDED, FigureStatus.BESIEGED, FigureStatus.PRESENT})
_PRESENT = frozenset({"have", "has", "is", "are", "'ve", "'re"})
_VERBAL = frozenset({"oprd", "acomp", "xcomp", "ccomp", "advcl", "pcomp", "relcl", "acl", "conj"})


def factuality(words: Parsed, governor: int | None, low: float | None) -> Factuality:
    """Return how the clause of ``governor`` is told: auxiliaries, negation, conditions, governing verbs."""
    if governor is None:
        return Factuality.HAPPENED
    at, first = governor, True
    for _ in range(4):
        found = _clause(words, at, own=first, none=low == 0)
        if found:
            return found
        if words.dep[at] not in _VERBAL or words.head[at] == at:
            break
        first = words.dep[at] == "conj"
        linked, at = words.dep[at], words.head[at]
        if linked in ("oprd", "acomp", "xcomp", "ccomp", "acl") and (found := _governed(words, at)):
            return found
        if linked in ("relcl", "advcl"):
            break
    return Factuality.HAPPENED


def _clause(words: Parsed, at: int, *, own: bool, none: bool) -> Factuality | None:
    """What the words of one clause say; auxiliaries and negation count in the figure's own clause only."""
    for k in words.kids[at]:
        dep, lower = words.dep[k], words.lower[k]
        if dep == "mark" and lower in lex.CONDITIONS:
            return Factuality.HYPOTHETICAL
        if dep == "neg" and own and not none:
            return Factuality.DENIED
        if dep == "aux" and own:
            intended = lower == "to" and not _raised(words, at)
            found = Factuality.PLANNED if intended else _MODALS.get(lower)
            if found:
                return found
    return None


def _raised(words: Parsed, verb: int) -> bool:
    """Whether an infinitive is only carried by a verb of report or outcome: "is said to have fled"."""
    head = words.head[verb]
    perfect = any(words.lower[k] in ("have", "be") and words.dep[k] == "aux" for k in words.kids[verb])
    carried = words.lemma[head] in lex.CARRIERS and words.kid(head, "dobj") is None
    return words.dep[verb] == "xcomp" and (perfect or carried)


def _governed(words: Parsed, verb: int) -> Factuality | None:
    """ "plan to evacuate", "demanded that they release", "feared dead"."""
    lemma = words.lemma[verb]
    if lemma in lex.FEAR_VERBS:
        return Factuality.HYPOTHETICAL
    if lemma in lex.PLAN_VERBS:
        return Factuality.PLANNED
    if lemma in lex.DEMAND_VERBS:
        return Factuality.DEMANDED
    return None


def of_other_deeds(words: Parsed, noun: int | None, *, other: bool) -> bool:
    """ "several other homicides", "two other attacks": counted deeds beside the report's own."""
    return other and noun is not None and words.lemma[noun] in lex.DEEDS


class Background:
    """Tells which sentences of a report speak of other times, from its periods and its words."""

    def __init__(self, periods: Sequence[Mention[Period]], published: date | None) -> None:
        self._starts = [mention.record.start for mention in periods]
        self._periods = [mention.record for mention in periods]
        self._published = published

    def __call__(self, words: Parsed, governor: int, first: int, status: FigureStatus) -> bool:
        """Return whether the figure that opens at token ``first`` belongs to another time than the report."""
        start, end = words.sentence(first)
        if status in _STATES and _holds_now(words, governor):
            return False
        if _charged(words, governor) or _recalled(words, governor):
            return True
        return self._dated_off(words, start, end) or _cumulative(words, start, end)

    def _dated_off(self, words: Parsed, start: int, end: int) -> bool:
        """A sentence whose dates are all far from the report's; one recent date makes it news."""
        if self._published is None:
            return False
        low, high = words.passage.bounds(start, end - 1)
        found = self._periods[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        dated = [(p.first, p.last) for p in found if p.first and p.last]
        if any(self._recent(first, last) for first, last in dated):
            return False
        return bool(dated) or self._past_year(words, start, end)

    def _recent(self, first: date, last: date) -> bool:
        published = self._published or last
        return last >= published - NEWS and last - first <= SEASON

    def _past_year(self, words: Parsed, start: int, end: int) -> bool:
        """A bare year before the report's, for pages without periods."""
        published = self._published or date.max
        return any(
            len(word) == 4 and word.isdecimal() and 1900 <= int(word) < published.year
            and words.lower[i - 1] in _BEFORE_YEAR
            and published - date(int(word), 12, 31) > NEWS
            for i, word in enumerate(words.lower[start:end], start) if i
        )  # fmt: skip


def _holds_now(words: Parsed, verb: int) -> bool:
    """ "have been stranded since the autumn", "remain": a state told in the present lasts."""
    helpers = {words.lower[k] for k in words.kids[verb] if words.dep[k] in ("aux", "auxpass")}
    return words.tag[verb] in ("VBZ", "VBP") or bool(helpers & _PRESENT)


def _cumulative(words: Parsed, start: int, end: int) -> bool:
    """ "since the war began", "last year", "over the past two years", "each year"."""
    lower = words.lower
    for i in range(start, end):
        word = lower[i]
        if word in _LAST and any(lower[k] in _LONG for k in range(i + 1, min(i + 3, end))):
            return True
        if word in ("this", "each", "every", "per") and lower[i + 1 : i + 2] == ["year"]:
            return True
        if word == "since" and _war_since(words, i + 1, min(i + 9, end)):
            return True
        if word == "ago" and any(lower[k] in _LONG for k in range(max(i - 3, start), i)):
            return True
        if word in _SPANS and _spans_war(words, i, start, end):
            return True
    return False


def _war_since(words: Parsed, first: int, end: int) -> bool:
    """ "since the uprising began", "since protests broke out"."""
    return any(words.lemma[k] in lex.WAR_NOUNS or words.lemma[k] in lex.WAR_STARTS for k in range(first, end))


def _spans_war(words: Parsed, i: int, start: int, end: int) -> bool:
    """ "in ten months of", "the year-long uprising", "the eight-month revolt": a time as long as a war."""
    lower = words.lower
    if lower[i] in ("months", "years"):
        of_war = lower[i + 1 : i + 2] == ["of"] and _war_since(words, i + 2, min(i + 6, end))
        return of_war or any(lower[k] in ("in", "over", "during") for k in range(max(i - 4, start), i))
    long = lower[i + 1 : i + 3] == ["-", "long"]
    return (long or lower[i - 1] == "-") and any(
        words.lemma[k] in lex.WAR_NOUNS for k in range(i + 1, min(i + 5, end))
    )


def _charged(words: Parsed, governor: int) -> bool:
    """ "responsible for the deaths of", "wanted for killing": a record of the accused, no news."""
    at = governor
    for _ in range(4):
        if words.head[at] == at:
            return False
        at = words.head[at]
        if words.lower[at] in lex.CHARGES:
            return True
    return False


def _recalled(words: Parsed, governor: int) -> bool:
    """ "The blast follows an attack that killed ten": told below another deed that this one follows."""
    at = governor
    for _ in range(5):
        below, at = at, words.head[at]
        if at == below:
            return False
        if words.lemma[at] in lex.RECALLS and words.dep[below] == "dobj" and words.tag[at] != "VBG":
            return words.lemma[below] in lex.DEEDS and not words.passive(at)
    return False
