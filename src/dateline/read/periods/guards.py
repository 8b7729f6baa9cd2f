"""Drops what only looks like time ("we may", "2,000 people", "the fall of the city"), and tells tense."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.read.page import Passage
from dateline.read.periods.anchoring import Tense
from dateline.read.periods.grammar import Frame
from dateline.read.periods.words import Word, Words

# Steps from a date up to its verb: "on the morning of the 3rd" takes four.
CLIMB = 6
# What stands before the last four figures of a telephone number of North America.
EXCHANGE = re.compile(r"\d{3}")


@cache
def listed(name: str) -> frozenset[str]:
    """Return a word list of the table's guards."""
    return frozenset(data.toml("periods")["guards"][name].split())


def fits(frame: Frame, words: Words, passage: Passage) -> bool:
    """Return whether the frame is a time expression where it stands."""
    return frame.guard is None or GUARDS[frame.guard](frame, words, passage)


def tense_at(passage: Passage, offset: int) -> Tense:
    """Return the tense of the clause around the character at ``offset`` of the passage.

    An expression that describes the subject ("Friday's raid will ...") takes no tense from the clause.
    """
    span = passage.doc.char_span(offset, offset + 1, alignment_mode="expand")
    token: Token | None = span[0] if span is not None else None
    if token is None:
        return Tense.OPEN
    if token.dep_ in ("poss", "compound", "amod") and token.head.dep_ in ("nsubj", "nsubjpass", "ROOT"):
        return Tense.OPEN
    path = [token]
    while len(path) < CLIMB and path[-1].head != path[-1] and path[-1].pos_ not in ("VERB", "AUX"):
        path.append(path[-1].head)
    return Tense.FUTURE if _is_put_off(path) else _verb_tense(path[-1])


def _is_put_off(path: list[Token]) -> bool:
    """Tell whether a date hangs on something awaited: "scheduled for", "postponed until", "due in"."""
    awaited = any(token.lower_ in listed("put_off_to") for token in path[:-1])
    if any(token.lower_ in listed("ahead") for token in path):
        return True
    return any(
        token.lemma_.lower() in listed("put_off") and (awaited or token.pos_ == "ADJ") for token in path[1:]
    )


def _verb_tense(verb: Token) -> Tense:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(word.lower_ in listed("later") for word in auxiliaries):
        return Tense.FUTURE
    if verb.tag_ == "VBD" or any(word.tag_ == "VBD" or word.lemma_ == "have" for word in auxiliaries):
        return Tense.PAST
    if verb.tag_ == "VB" and any(word.lower_ == "to" for word in auxiliaries):
        governor = verb.head
        if governor == verb or governor.lemma_.lower() in listed("planned"):
            return Tense.FUTURE
        return _verb_tense(governor)
    return Tense.OPEN


def _previous(frame: Frame, words: Words) -> str:
    return words[frame.first - 1].text if frame.first else ""


def _next(frame: Frame, words: Words) -> str:
    return words[frame.last + 1].text if frame.last + 1 < len(words) else ""


def _token(frame: Frame, words: Words, passage: Passage, at: int) -> Token | None:
    if not 0 <= at < len(words):
        return None
    span = passage.doc.char_span(words[at].start, words[at].end, alignment_mode="expand")
    return span[0] if span is not None else None


def _month(frame: Frame, words: Words, passage: Passage) -> bool:
    """A bare month; "may" and "march" are verbs unless capitalised after a word that asks for a date."""
    at = frame.places["month"]
    word = words[at]
    before = words[at - 1].text if at else ""
    if word.text in listed("month_or_word"):
        return word.capital and (before in listed("before_date") or len(words) <= 3)
    if not word.capital:
        return before in listed("before_date")
    follower = _token(frame, words, passage, frame.last + 1)
    return not (
        follower is not None and follower.pos_ == "PROPN" and word.text in ("april", "june", "august")
    )


def _season(frame: Frame, words: Words, passage: Passage) -> bool:
    """A bare season: a noun, and "fall" only where nothing falls."""
    at = frame.places["season"]
    token = _token(frame, words, passage, at)
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return False
    if words[at].text in ("fall", "spring"):
        return _next(frame, words) != "of" and _previous(frame, words) in listed("before_date")
    return True


def _year(frame: Frame, words: Words, passage: Passage) -> bool:
    """Four digits are a year unless they count something or number it."""
    before = _previous(frame, words)
    if before in listed("before_amount") or _next(frame, words) in listed("after_amount"):
        return False
    if _is_code(frame, words):
        return False
    counts = _counts(frame, words, passage)
    if "join" in frame.slots or before in listed("before_date"):
        return not counts or before == "the"
    return not counts and 1900 <= int(frame.slots["year"]) <= 2100


def _is_code(frame: Frame, words: Words) -> bool:
    """A number that a hyphen ties to further figures ("2010-09-C-12", "555-2010"), or a backward range."""
    two = frame.slots.get("yy2")
    if two is not None and two <= frame.slots["year"] % 100:
        return True
    ahead = words[max(0, frame.first - 2) : frame.first]
    if len(ahead) == 2 and EXCHANGE.fullmatch(ahead[0].text) and _tied(ahead[1], words[frame.first]):
        return True
    tied = words[frame.last + 1 : frame.last + 3]
    return len(tied) == 2 and _tied(*tied) and (tied[1].text.isdigit() or len(tied[1].text) == 1)


def _tied(hyphen: Word, after: Word) -> bool:
    return hyphen.text == "-" and hyphen.end == after.start


def _counts(frame: Frame, words: Words, passage: Passage) -> bool:
    following = _token(frame, words, passage, frame.last + 1)
    return following is not None and following.tag_ == "NNS"


def _age(frame: Frame, words: Words, passage: Passage) -> bool:
    """A length of time, unless it is someone's age."""
    after = [word.text for word in words[frame.last + 1 : frame.last + 4]]
    if after[:1] == ["old"] or after[:2] == ["-", "old"] or after[:2] == ["of", "age"]:
        return False
    if frame.slots.get("unit") == "quarter" and after[:1] in (["of"], ["-"], []):
        return False
    return frame.slots.get("unit") != "second" or bool(frame.slots.keys() & {"n", "ten"})


def _decade(frame: Frame, words: Words, passage: Passage) -> bool:
    """Ten years of a calendar, unless of a life: "a man in his 80s", "in her early 30s"."""
    near = {word.text for word in words[max(frame.first - 3, 0) : frame.last]}
    return "year" in frame.slots or not near & {"his", "her", "their", "my", "our", "your"}


def _short_day(frame: Frame, words: Words, passage: Passage) -> bool:
    word = words[frame.places["wd"]]
    if not word.capital:
        return False
    return bool(frame.slots.keys() - {"wd"}) or _previous(frame, words) in ("on", "until", "by")


def _clock(frame: Frame, words: Words, passage: Passage) -> bool:
    """Hours and minutes of a day; a score or a verse is none."""
    text = str(frame.slots.get("clock", "00:00"))
    hour, minute = text.split(":")[:2]
    return int(hour) <= 24 and int(minute) < 60


def _noun(frame: Frame, words: Words, passage: Passage) -> bool:
    token = _token(frame, words, passage, frame.last)
    return token is not None and token.pos_ in ("NOUN", "ADJ")


def _short_year(frame: Frame, words: Words, passage: Passage) -> bool:
    return _previous(frame, words) in listed("before_date")


def _ordinal_day(frame: Frame, words: Words, passage: Passage) -> bool:
    """ "On the 12th", not "the 12th division"."""
    follower = _token(frame, words, passage, frame.last + 1)
    names = follower is not None and follower.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    return _previous(frame, words) in listed("before_day") and not names


def _name(frame: Frame, words: Words, passage: Passage) -> bool:
    """Not when it is part of a name: "the Morning Star", "Operation Dawn"."""
    for at in range(frame.first, frame.last + 1):
        token = _token(frame, words, passage, at)
        if words[at].capital and token is not None and token.pos_ == "PROPN":
            near = (token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc))
            if any(other.pos_ == "PROPN" and other.text[0].isupper() for other in near):
                return False
    return True


def _part_of_day(frame: Frame, words: Words, passage: Passage) -> bool:
    return _next(frame, words) not in listed("after_part") and _name(frame, words, passage)


GUARDS: dict[str, Callable[[Frame, Words, Passage], bool]] = {
    "month": _month,
    "season": _season,
    "year": _year,
    "age": _age,
    "decade": _decade,
    "short day": _short_day,
    "clock": _clock,
    "noun": _noun,
    "name": _name,
    "part of day": _part_of_day,
    "ordinal day": _ordinal_day,
    "short year": _short_year,
}
