"""Single victims without a number: "a man was shot dead", a person killed by name, "she died" are each 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model import Exactness, FigureStatus
from dateline.read.figures import frames
from dateline.read.figures import terms as lex
from dateline.read.figures.counted import Draft, additive, survives, who
from dateline.read.figures.outcomes import Frame
from dateline.read.figures.parsed import Parsed

PRONOUNS = frozenset({"he", "she", "him", "her"})
_INDEFINITE = frozenset({"a", "an", "another", "one"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its"})
_SLOTS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT", "poss", "attr", "appos", "dep", "compound"}
)
# Parsed that count many although they are singular; "couple" is two, when it is the noun itself.
COLLECTIVES = frozenset(
    {
        "people",
        "family",
        "household",
        "crew",
        "militia",
        "personnel",
        "troop",
        "enemy",
        "cadre",
        "other",
        "aid",
    }
    | {"human", "folk", "general", "senior", "regular", "local", "national", "adult"}
)
# Statuses that make a single person a figure. That one person lives, stays or leaves is no figure.
_CASUALTY = frozenset(
    {
        FigureStatus.KILLED,
        FigureStatus.INJURED,
        FigureStatus.DETAINED,
        FigureStatus.ABDUCTED,
        FigureStatus.MISSING,
    }
)
_KILLING = frozenset({"kill", "murder", "slay", "execute"})

_BREAKS = frozenset({",", "and", "or", "—", "–", "--", ";", ":", "(", "both", "either"})

CUES = (
    frozenset(word for word, status in lex.OBJECT.items() if status in _CASUALTY)
    | frozenset(word for word, status in lex.SUBJECT.items() if status in _CASUALTY)
    | frozenset(word for word, status in lex.PREDICATE.items() if status in _CASUALTY)
    | frozenset(word for word, status in lex.OF.items() if status in _CASUALTY)
    | lex.HIT
    | lex.SUFFER_NOUNS
    | lex.HOSPITALS
    | frozenset({"shooting", "stabbing", "custody", "hostage", "condition", "dead", "life", "recovering"})
) - frozenset({"have"})


def find(words: Parsed, taken: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the single victims of one passage; ``taken`` are its counted figures, which are left alone."""
    used = {i for draft in taken for i in range(draft.first, max(draft.last, draft.top) + 1)}
    for sentence in _sentences_with_cues(words):
        for i in sentence:
            if words.lower[i] in lex.SELVES and (found := _self(words, i)):
                yield found
            if i in used or words.dep[i] not in _SLOTS or _is_tag(words, i):
                continue
            if not (kind := _kind(words, i)):
                continue
            frame = _frame(words, i)
            if frame and frame.status in _CASUALTY and _fits(words, i, frame, kind):
                yield _draft(words, i, frame, kind)


def _is_tag(words: Parsed, i: int) -> bool:
    """A hashtag names a topic, nobody who was hurt."""
    return words.lower[i].startswith("#") or (i > 0 and words.lower[i - 1] == "#")


def _self(words: Parsed, i: int) -> Draft | None:
    """ "then killed himself", "turned the gun on herself": one more dead, beside the victims."""
    verb = words.head[i]
    while words.dep[verb] in ("conj", "prep", "dobj", "appos") and words.lemma[verb] not in lex.SELF_VERBS:
        verb = words.head[verb]
    if words.lemma[verb] not in lex.SELF_VERBS or words.lower[i] == "themselves":
        return None
    if words.lemma[verb] == "turn" and words.lower[i - 1] != "on":
        return None
    dead = words.lemma[verb] not in lex.HIT or _kills_too(words, i)
    return Draft(
        words, i, i, i, i, 1, 1, Exactness.EXACT, FigureStatus.KILLED if dead else FigureStatus.INJURED, verb,
        hit=not dead, counted=False, definite=True, more=dead
    )  # fmt: skip


def _kills_too(words: Parsed, i: int) -> bool:
    """Who kills others and then shoots himself is dead, unless the sentence says that he lives."""
    start, end = words.sentence(i)
    kills = any(
        words.lemma[k] in _KILLING or words.lower[k] in ("dead", "fatally", "death")
        for k in range(start, end)
    )
    return kills and not survives(words, i)


def _sentences_with_cues(words: Parsed) -> Iterator[range]:
    start = 0
    for i in range(len(words) + 1):
        if i == len(words) or words.sent[i] != words.sent[start]:
            if any(words.lemma[k] in CUES or words.lower[k] in CUES for k in range(start, i)):
                yield range(start, i)
            start = i


def _kind(words: Parsed, i: int) -> str:
    """ "noun", "name" or "pronoun" when token ``i`` heads a phrase for one person; else empty."""
    tag, lower = words.tag[i], words.lower[i]
    if tag.startswith("PRP"):
        return "pronoun" if lower in PRONOUNS else ""
    if words.dep[i] == "compound" or words.lemma[i] in COLLECTIVES:
        return ""
    known = words.lemma[i] in lex.PEOPLE and tag in ("NN", "NNP")
    if known or _is_age(words, i) or (tag == "NN" and _by_role(words, i)):
        return "noun"
    placed = lower in lex.CALENDAR or lower in lex.PLACE_WORDS or lower.rstrip(".") in ("jr", "sr")
    return "name" if tag == "NNP" and lower[:1].isalpha() and not placed else ""


def _is_age(words: Parsed, i: int) -> bool:
    """ "a 17-year-old": the age stands for the person."""
    return (
        words.lower[i] == "old" and i > 1 and words.lower[i - 2].startswith("year") and words.dep[i] != "amod"
    )


def _by_role(words: Parsed, i: int) -> bool:
    """A role that no list holds ("a financier"): the object of a verb done to persons only."""
    head = words.head[i]
    patient = words.dep[i] in ("dobj", "nsubjpass")
    return patient and words.lemma[head] in lex.PERSONS_ONLY and words.lemma[i].endswith(lex.ENDINGS)


def _frame(words: Parsed, i: int) -> Frame | None:
    """The status of the phrase; a possessor's is its noun's: "her death", "a boy's killing"."""
    if words.dep[i] in ("poss", "compound"):
        noun = words.head[i]
        status = lex.OF.get(words.lemma[noun])
        if status is FigureStatus.INJURED and (words.lower[noun - 2] in ("from", "of") or _died(words, noun)):
            return None  # "died from her injuries"
        return Frame(status, noun) if status and words.lemma[noun] not in ("life", "body", "murder") else None
    if words.dep[i] == "appos" and words.kid(i, "conj") is None:
        return None
    if words.dep[i] == "conj" and _same_person(words, i):
        return None
    return frames.of(words, i, i)


def _died(words: Parsed, wounds: int) -> bool:
    """ "succumbed to her injuries", "died of his severe wounds": whoever had them is counted as dead."""
    prep = words.head[wounds]
    return words.dep[wounds] == "pobj" and words.lemma[words.head[prep]] in ("die", "succumb")


def _same_person(words: Parsed, i: int) -> bool:
    """ "a leader and facilitator" is one person under two roles; "a mother and son" are two."""
    first = words.head[i]
    if words.lemma[i] in lex.SEXES or words.lemma[i] in lex.KIN or _told_as_many(words, first):
        return False
    return (
        words.tag[i] == "NN"
        and words.kid(i, "det", "poss", "nummod") is None
        and words.kid(first, "det") is not None
    )


def _told_as_many(words: Parsed, i: int) -> bool:
    """Whether the verb of which the phrase is the subject is a plural: "the driver and guard were killed"."""
    if words.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    verb = words.head[i]
    return any(words.lower[k] in ("were", "are", "have") for k in (verb, *words.kids[verb]))


def _fits(words: Parsed, i: int, frame: Frame, kind: str) -> bool:
    """Whether a name is likely a person's, and a noun one person rather than a kind of person."""
    if kind == "name":
        if words.lemma[frame.governor] in lex.AMBIGUOUS or frame.governor == i or _acronym(words, i):
            return False
        if frame.status in (FigureStatus.DETAINED, FigureStatus.MISSING) and frame.hit:
            return False
        return not any(words.lower[k] in _DEFINITE for k in words.kids[i]) or _has_person(words, i)
    if kind == "noun":
        return bool(words.kids[i]) or words.sent[i] == 0 or words.dep[i] != "pobj"
    return True


def _acronym(words: Parsed, i: int) -> bool:
    """A word all in capitals is an organisation or the place of a dateline."""
    text = words.passage.doc[i].text
    return len(text) > 1 and text.isupper()


def _has_person(words: Parsed, i: int) -> bool:
    return any(words.lemma[k] in lex.PEOPLE for k in words.kids[i])


def _draft(words: Parsed, i: int, frame: Frame, kind: str) -> Draft:
    first = i
    while first > 0 and first <= words.head[first - 1] <= i and words.lower[first - 1] not in _BREAKS:
        first -= 1
    determiners = {words.lower[k] for k in words.kids[i]}
    more, other = additive(words, first, i, frame.governor)
    low = 2 if words.lemma[i] == "couple" else 1
    return Draft(
        words, first, i, i, i, low, low, Exactness.EXACT, frame.status, frame.governor,
        who=_who(words, first, i, kind),
        name=_name(words, first, i) if kind == "name" else _apposed(words, i),
        hit=frame.hit and not survives(words, i), share=frame.share, counted=False,
        definite=kind == "pronoun" or bool(determiners & _DEFINITE),
        more=more, other=other, age=_age(words, first, i),
    )  # fmt: skip


def _age(words: Parsed, first: int, i: int) -> int | None:
    """ "a 17-year-old boy" or "Name, 34,": the age tells two persons apart."""
    behind = [i + 2] if words.lower[i + 1 : i + 2] == [","] and i + 2 < len(words) else []
    for at in (*range(max(first - 1, 0), i), *behind):
        word = words.lower[at].removesuffix("-year")
        if word.isascii() and word.isdigit() and len(word) <= 2:
            return int(word)
    return None


def _who(words: Parsed, first: int, i: int, kind: str) -> str | None:
    if kind == "noun":
        return who(words, first + (words.lower[first] in _INDEFINITE), i)
    return _name(words, first, i) if kind == "name" else None


def _name(words: Parsed, first: int, i: int) -> str:
    """The name without role or title, so that "Officer X" and "Y X" can be compared."""
    start = i
    while start > first and words.tag[start - 1] == "NNP" and not _is_title(words, start - 1):
        start -= 1
    return words.text(start, i)


def _is_title(words: Parsed, i: int) -> bool:
    return words.lemma[i] in lex.PEOPLE or words.lower[i].rstrip(".") in lex.TITLES


def _apposed(words: Parsed, i: int) -> str | None:
    """The name set beside a role: "the commander, Name"."""
    for k in words.kids[i]:
        if words.dep[k] == "appos" and words.tag[k] == "NNP":
            return _name(words, 0, k)
    return None
