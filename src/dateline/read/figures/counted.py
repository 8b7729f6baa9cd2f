"""From number words to what they count: the noun, the subject, the group, the status.

Ages, dates, times, money, distances, addresses, calibres and names of roads are never figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.model import Exactness, Factuality, FigureStatus
from dateline.read.figures import ages, frames
from dateline.read.figures import terms as lex
from dateline.read.figures.numbers import Amount, Kind, Number
from dateline.read.figures.outcomes import Frame
from dateline.read.figures.parsed import Parsed


@dataclass(slots=True, eq=False)
class Draft:
    """A figure on its way: token positions of one passage, bounds, status, and links to other drafts."""

    words: Parsed
    first: int
    last: int
    top: int
    noun: int | None
    low: Amount | None
    high: Amount | None
    exactness: Exactness
    status: FigureStatus
    governor: int | None
    subject: str = "people"
    unit: str = "people"
    who: str | None = None
    name: str | None = None
    hit: bool = False
    counted: bool = True
    partitive: bool = False
    share: bool = False
    definite: bool = False
    more: bool = False
    other: bool = False
    age: int | None = None
    elliptical: bool = False
    factuality: Factuality = Factuality.HAPPENED
    background: bool = False
    part_of: Draft | None = None
    beside: Draft | None = None
    repeats: Draft | None = None

    @property
    def size(self) -> Amount:
        """The least number it stands for; the only bound where there is no low."""
        return self.low if self.low is not None else (self.high or 0)


_MODIFIERS = frozenset({"nummod", "quantmod", "compound", "amod", "det", "predet", "nmod", "advmod", "poss"})
_WITH_OVER = frozenset({"hand", "turn", "take", "carry", "give", "bring", "run", "sign"})
_MONEY = frozenset(
    {"$", "£", "€", "us$", "usd", "no.", "#", "no", "number", "age", "aged", "ages", "section", "art."}
)
_DEFINITE = frozenset(
    {"the", "those", "these", "them", "their", "his", "her", "its", "whom", "which", "us", "our"}
)
# "A 15-year-old boy", "a 15 year old boy".
_OF_AGE = frozenset({"-", "–", "year", "years", "year-old"})


def draft(words: Parsed, number: Number) -> Draft | None:
    """Return what ``number`` counts as a draft figure, or None when it counts nothing we record."""
    if is_no_count(words, number):
        return None
    number = _without_particle(words, number)
    top = _top(words, number)
    noun, partitive = _noun(words, number, top)
    if noun is not None and (words.lemma[noun] in lex.NEVER or words.lower[noun] in lex.NEVER):
        return None
    if noun is not None and noun < number.first:
        return None
    frame = frames.of(words, top, noun)
    if (
        noun is not None and words.lower[noun] == "shot"
    ):  # "Four shot": a headline's participle, read as a noun
        frame, noun = Frame(FigureStatus.INJURED, noun, hit=True), None
    subject = _subject(words, number, noun, frame)
    if subject is None:
        return None
    return _assemble(words, number, top, noun, partitive, frame, subject)


def _without_particle(words: Parsed, number: Number) -> Number:
    """In "handed over six bodies" the "over" belongs to the verb."""
    over = number.first > 0 and words.lower[number.first] == "over" and words.lower[number.at] != "over"
    if not over or words.lemma[number.first - 1] not in _WITH_OVER:
        return number
    return replace(number, first=number.first + 1, high=number.low, exactness=Exactness.EXACT)


def is_no_count(words: Parsed, number: Number) -> bool:
    """Ages, money, years, item numbers: by the words right before and after."""
    before = words.lower[number.first - 1] if number.first else ""
    after = words.lower[number.last + 1 : number.last + 4]
    if before in _MONEY or (after and (after[0] in lex.NEVER or after[0] in _MONEY)):
        return True
    if after and after[0] in ("-", "–", "year", "yr") and len(after) > 1:
        return after[1] not in lex.PEOPLE
    if words.lower[number.last][:1] == "0" and len(words.lower[number.last]) > 1:
        return True
    value = number.low if number.low is not None else number.high
    if number.digits and isinstance(value, int) and 1900 <= value <= 2100 and number.last == number.first:
        return "," not in words.lower[number.last] and (not after or after[0] not in lex.PEOPLE)
    return ages.is_age(words, number)


def _top(words: Parsed, number: Number) -> int:
    """Climb from the number to the head of its noun phrase."""
    n = number.at
    while words.head[n] != n:
        head = words.head[n]
        inside = number.first <= head <= number.last
        if inside or (
            words.dep[n] in _MODIFIERS
            and words.tag[head].startswith(("N", "CD", "JJ", "PR", "DT"))
            and number.last < head <= number.last + 8
        ):
            n = head
        elif words.dep[n] in _MODIFIERS and number.first <= n <= number.last and head < number.first:
            return head if words.tag[head].startswith("N") else n
        else:
            break
    return n


def _noun(words: Parsed, number: Number, top: int) -> tuple[int | None, bool]:
    """Return the counted noun and whether the number takes a part of a known group ("two of the men")."""
    if top > number.last or top < number.first:
        return top, False
    at = number.last + 1
    if at < len(words) and words.lower[at] == "of":
        noun = words.kid(at, "pobj")
        if noun is not None:
            known = words.lower[noun] in _DEFINITE or any(
                words.lower[k] in _DEFINITE for k in words.kids[noun]
            )
            return noun, known
    return None, False


def _subject(words: Parsed, number: Number, noun: int | None, frame: Frame | None) -> str | None:
    """Name what is counted, or None when this reader does not record it."""
    if noun is None:
        return "people" if frame is not None else None
    lemma = words.lemma[noun]
    if lemma in lex.PEOPLE or lemma in lex.NOUN or words.lower[noun] in lex.NOUN:
        return "signatures" if lemma == "signature" else "people"
    if words.lower[noun] in ("them", "whom", "those") and frame is not None:
        return "people"
    if lemma in lex.THINGS:
        subject = lex.THINGS[lemma]
        return subject if number.kind is Kind.COUNT or subject in ("territory", "buildings") else None
    if number.kind is Kind.SHARE:
        return "territory" if _is_ground(words, number, noun) else None
    return "people" if frame is not None and _are_people(words, number, noun, frame) else None


def _is_ground(words: Parsed, number: Number, noun: int) -> bool:
    """ "a third of Name was seized": a share of a place."""
    verb = _verb_above(words, number.at)
    return words.tag[noun].startswith("NNP") and verb is not None and words.lemma[verb] in lex.THING_VERB


def _are_people(words: Parsed, number: Number, noun: int, frame: Frame) -> bool:
    """A noun that no list holds counts people where only people can have the status."""
    if frame.status not in lex.PERSONAL or words.lemma[frame.governor] in lex.AMBIGUOUS:
        return False
    plural = words.tag[noun] in ("NNS", "NNPS") or noun == number.last + 1
    coded = any(character.isdigit() for character in words.lower[noun])
    return plural and not coded and words.dep[number.at] != "compound"


def _verb_above(words: Parsed, n: int) -> int | None:
    """The verb whose object or passive subject the phrase is."""
    for _ in range(3):
        head = words.head[n]
        if words.dep[n] in ("dobj", "nsubjpass") and words.tag[head].startswith("V"):
            return head
        if words.dep[n] in ("acl", "relcl"):
            return n
        n = head
    return None


def _assemble(
    words: Parsed,
    number: Number,
    top: int,
    noun: int | None,
    partitive: bool,
    frame: Frame | None,
    subject: str,
) -> Draft | None:
    status, governor = (frame.status, frame.governor) if frame else (FigureStatus.OTHER, None)
    unit = "share" if number.kind is Kind.SHARE else subject
    if subject not in ("people", "signatures"):
        found = _thing_status(words, top, subject)
        if found is None:
            return None
        status, governor = found
        unit = unit if unit == "share" or noun is None else words.lemma[noun]
    last = noun if noun is not None and number.last < noun <= number.last + 6 else number.last
    if status is FigureStatus.OTHER and _is_idle(words, number, top):
        return None
    more, other = additive(words, number.first, last, governor, number.last)
    return Draft(
        words, number.first, last, top, noun, number.low, number.high, number.exactness, status, governor,
        subject=subject, unit=unit,
        who=who(words, number.last + 1, noun) if subject == "people" else None,
        hit=bool(frame and frame.hit) and not survives(words, top),
        partitive=partitive, share=bool(frame and frame.share),
        definite=any(words.lower[k] in _DEFINITE for k in words.kids[top]),
        more=more, other=other,
    )  # fmt: skip


def _is_idle(words: Parsed, number: Number, top: int) -> bool:
    """A count of which nothing is said that a record keeps: "many people", "three officials said"."""
    small = (number.low is None or number.low < 2) and number.high in (None, 0, 1)
    speaks = words.dep[top] == "nsubj" and words.lemma[words.head[top]] in lex.SPEECH
    return small or speaks


def additive(
    words: Parsed, first: int, last: int, governor: int | None, number: int = -1
) -> tuple[bool, bool]:
    """Return (counts more of them, counts others) for the phrase from ``first`` to ``last``.

    "Two more" come on top of those told before. "Two others" may: on top of the dead, or as some of a
    total already given.
    """
    behind = number + 1 if number >= 0 else first
    near = {words.lower[i] for i in (max(first - 1, 0), *range(behind, min(last + 2, len(words))))}
    also = governor is not None and any(words.lower[k] == "also" for k in words.kids[governor])
    return bool(near & lex.MORE), bool(near & lex.OTHERS) or also


def survives(words: Parsed, i: int) -> bool:
    """Whether the sentence says that the person shot or taken to hospital lives."""
    start, end = words.sentence(i)
    return any(word in lex.SURVIVAL for word in words.lower[start:end])


def who(words: Parsed, first: int, noun: int | None) -> str | None:
    """Return the words that name the group ("Afghan soldiers"), or None when they name nobody."""
    if noun is None or noun < first:
        return None
    while first < noun and _names_nobody(words, first):
        first += 1
    plain = first == noun or all(words.lower[i] in lex.PREDICATE for i in range(first, noun))
    if plain and (
        words.lemma[noun] in lex.NAMELESS
        or words.lower[noun] in lex.NAMELESS
        or words.tag[noun].startswith("PR")
    ):
        return None
    return words.text(first, noun)


def _names_nobody(words: Parsed, i: int) -> bool:
    """Words before a group that are no part of its name; the number of an age is."""
    counting = words.tag[i] == "CD" and words.lower[i + 1] not in _OF_AGE
    lower = words.lower[i]
    return counting or lower in _DEFINITE or lower in lex.OTHERS or lower in ("of", "more", "additional")


def _thing_status(words: Parsed, top: int, subject: str) -> tuple[FigureStatus, int | None] | None:
    """What befell the things counted; groups and attacks are worth a count by themselves."""
    verb = _verb_above(words, top)
    acl = words.kid(top, "acl")
    for v in (verb, acl):
        if v is not None and (status := lex.THING_VERB.get(words.lemma[v])):
            return status, v
    if subject in ("groups", "attacks"):
        return FigureStatus.OTHER, verb if verb is not None else words.head[top]
    return None
