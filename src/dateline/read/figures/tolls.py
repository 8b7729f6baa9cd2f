"""Counts told through a word for the count itself: "the number of people killed has risen to 17".

Such a sentence names the status beside the word for the count, not beside the number; where it names none
("the figure was closer to 300") it speaks of the count told before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import FigureStatus as Status
from dateline.read.figures import terms as lex
from dateline.read.figures.counted import Draft, is_no_count
from dateline.read.figures.numbers import Kind, Number
from dateline.read.figures.parsed import Parsed

# From the word for the count to its number: "the number of people killed in the strikes on X and Y on
# Sunday has risen to" takes sixteen words; twenty-five leave room for one clause in between.
REACH = 25
# From "earlier" to the number it sets back: "an earlier reported death toll of about" takes six.
BACK = 7


def stated(words: Parsed, number: Number, before: Sequence[Draft]) -> Draft | None:
    """Return the figure of a number that a word for the count leads to, or None where none does."""
    if number.kind is not Kind.COUNT or is_no_count(words, number) or _counts_noun(words, number):
        return None
    noun = _count_noun(words, number)
    if noun is None:
        return None
    status = _named(words, noun, number.first)
    if status is None and words.lemma[noun] in lex.DEATH_TOLLS:
        status = Status.KILLED
    alone = status is None and words.lower[noun + 1] != "of"
    told = _told(before) if alone else None
    if told is not None:
        status = told.status
    if status is None:
        return None
    return Draft(
        words, number.first, number.last, number.at, None, number.low, number.high, number.exactness,
        status, noun, who=told.who if told is not None else None,
    )  # fmt: skip


def _counts_noun(words: Parsed, number: Number) -> bool:
    """Whether a noun other than people follows: "his total rose to 15 points"."""
    at = number.last + 1
    return at < len(words) and words.tag[at].startswith("NN") and words.lemma[at] not in lex.PEOPLE


def _count_noun(words: Parsed, number: Number) -> int | None:
    """The toll, number or figure that the words right before the number rise, stand or are put at."""
    lower, first = words.lower, number.first
    if not first or not (lower[first - 1] in lex.TOLL_LINKS or words.lemma[first - 1] in lex.TOLL_VERBS):
        return None
    verb = False
    for i in range(first - 1, max(first - REACH, 0) - 1, -1):
        if words.sent[i] != words.sent[number.at]:
            return None
        if words.lemma[i] in lex.TOLL_NOUNS and not (lower[i] == "number" and lower[i - 1] in ("a", "any")):
            return i if verb or _put(words, i) else None
        verb = verb or words.lemma[i] in lex.TOLL_VERBS or words.lemma[i] == "be"
    return None


def _put(words: Parsed, noun: int) -> bool:
    """ "put the number at": the verb stands before the word for the count."""
    head = words.head[noun]
    return words.dep[noun] == "dobj" and words.lemma[head] in lex.TOLL_VERBS


def _named(words: Parsed, noun: int, end: int) -> Status | None:
    """The status that stands with the word for the count: "death toll", "the number of people killed"."""
    start = max(noun - 1, 0)
    for i in (*range(noun + 1, end), start):
        if words.lemma[i] in lex.TOLL_VERBS or (words.lemma[i] == "be" and words.dep[i] != "auxpass"):
            break
        lemma, lower = words.lemma[i], words.lower[i]
        found = lex.NOUN.get(lemma) or lex.NOUN.get(lower) or lex.PREDICATE.get(lower)
        if found is None and words.tag[i] in ("VBN", "VBD"):
            found = lex.OBJECT.get(lemma) or lex.SUBJECT.get(lemma)
        if found:
            return found
    return lex.NOUN.get(words.lemma[start])


def _told(before: Sequence[Draft]) -> Draft | None:
    """The last count of people told before: what "the number" without more words speaks of."""
    counts = (d for d in reversed(before) if d.counted and d.subject == "people" and d.size >= 2)
    last = next(counts, None)
    return last if last is not None and last.status is not Status.OTHER else None


def former(words: Parsed, number: Number, before: Sequence[Draft]) -> Draft | None:
    """Return the count that the one before it in the sentence replaced: "17 dead, up from 12"."""
    last = next((d for d in reversed(before) if d.counted), None)
    if last is None or last.words is not words or words.sent[last.first] != words.sent[number.at]:
        return None
    if last.subject != "people" or last.status is Status.OTHER or number.kind is not Kind.COUNT:
        return None
    if _counts_noun(words, number) or is_no_count(words, number) or not is_earlier(words, number.first, None):
        return None
    return Draft(
        words, number.first, number.last, number.at, None, number.low, number.high, number.exactness,
        last.status, last.governor, who=last.who,
    )  # fmt: skip


def is_earlier(words: Parsed, first: int, governor: int | None) -> bool:
    """Return whether the text replaces this count: "an earlier toll of 20", "rose to 9 from 5"."""
    lower = words.lower
    if first and lower[first - 1] == "from":
        risen = governor is not None and words.lemma[governor] in lex.TOLL_NOUNS | lex.TOLL_VERBS
        if risen or (first > 1 and lower[first - 2] in ("up", "down")):
            return True
    for i in range(first - 1, max(first - BACK, -1), -1):
        if lower[i] in lex.EARLIER:
            return True
        if lower[i] not in lex.OF_COUNTS and words.lemma[i] not in lex.TOLL_NOUNS:
            return False
    return False
