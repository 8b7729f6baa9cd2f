"""Whether an event happened: negation, modality, plans, demands and conditions above its trigger."""

from __future__ import annotations

from functools import cache

from spacy.strings import get_string_id

from dateline.data import toml
from dateline.model import Factuality
from dateline.read.clauses import CONJ, NOUNS, PREPS, VERBS, Clauses, ids

NEG = get_string_id("neg")
AUX = ids("aux", "auxpass")
COUNTING = ids("det", "nummod", "poss")
MARK = ids("mark", "advmod")
DET = ids("det")
# A word above the trigger bears on it through these relations only; through the others it is beside it.
BEARS = ids(
    "ccomp",
    "xcomp",
    "dobj",
    "pobj",
    "pcomp",
    "prep",
    "acl",
    "nsubjpass",
    "conj",
    "attr",
    "acomp",
    "advcl",
    "oprd",
    "compound",
    "dative",
)
INNER = ids("xcomp", "ccomp")
FOR, WITHOUT = ids("for"), ids("without")
CCONJ = get_string_id("CCONJ")
ABOUT = ids("for", "of", "against", "to", "from", "about")
PRESENT = ids("is", "are", "'re", "’re", "'s", "’s")
GOES_ON = ids("xcomp", "nsubj", "dobj")
BESIDE = ids("advcl")
DESCRIBING = ids("advcl", "acl", "relcl")
TO = get_string_id("to")
# Told events are as their teller says; what is above the telling bears on the telling only.
TELL = ids(
    "say", "tell", "report", "add", "claim", "confirm", "announce", "state", "explain", "note", "repeat"
)


class _Words:
    """The tables of factuality.toml as the parser's numbers."""

    def __init__(self) -> None:
        table = toml("factuality")
        self.above = _flat(table["above"])
        self.infinitive = _flat(table["above_infinitive"])
        self.modal = _flat(table["modal"])
        self.mark = _flat(table["mark"])
        self.habit = ids(*table["habit"]["words"])
        self.negation = ids(*table["negation"]["words"])
        self.continues = ids(*table["continues"]["words"])
        self.takes = ids(*table["takes"]["words"])
        self.ends = ids(*table["ends"]["verbs"])
        self.until = ids(*table["ends"]["until"])


def _flat(groups: dict[str, list[str]]) -> dict[int, Factuality]:
    return {get_string_id(word): Factuality(name) for name, words in groups.items() for word in words}


@cache
def _words() -> _Words:
    return _Words()


def of(c: Clauses, i: int, verbal: bool) -> Factuality:
    """Return how the text presents the event triggered at token ``i``.

    The nearest sign wins: the trigger's own auxiliaries and negation, then each word above it
    that bears on it, up to the verb of saying or the end of the sentence.
    """
    words = _words()
    found = _own(c, i, words) if verbal else _noun(c, i, words)
    return found or _above(c, i, words) or _ongoing(c, i, verbal, words)


def describes(c: Clauses, i: int) -> bool:
    """Tell whether a noun's event is only told to describe someone: "he directs attacks", "wanted for raids".

    The sign is a plural without article or number, below a word of habit or ties.
    """
    if (
        c.pos[i] not in NOUNS
        or not c.doc[i].tag_.endswith("S")
        or any(c.dep[k] in COUNTING for k in c.children[i])
    ):
        return False
    habit = _words().habit
    for child, head in c.up(i, limit=6):
        if c.lemma[head] in habit:
            return True
        if c.dep[child] not in BEARS:
            break
    return False


def _own(c: Clauses, i: int, words: _Words) -> Factuality | None:
    """Read the auxiliaries, negation and conjunction of a verb; conjoined verbs share the first's."""
    infinitive = False
    for child in c.children[i]:
        label, lower = c.dep[child], c.lower[child]
        if label == NEG or (label in DET and lower in words.negation):
            return Factuality.DENIED
        if label in AUX and lower in words.modal:
            return _negated(c, i, words) or words.modal[lower]
        if label in MARK and lower in words.mark:
            return words.mark[lower]
        if label in AUX and lower == TO:
            infinitive = True
    if infinitive and c.dep[i] in BESIDE:
        return Factuality.PLANNED
    if infinitive and c.head[i] != i and c.pos[c.head[i]] in NOUNS:
        return words.above.get(c.lemma[c.head[i]], Factuality.PLANNED)
    return None


def _negated(c: Clauses, i: int, words: _Words) -> Factuality | None:
    return Factuality.DENIED if any(c.dep[k] == NEG for k in c.children[i]) else None


def _noun(c: Clauses, i: int, words: _Words) -> Factuality | None:
    """Read "no attack", and the auxiliaries of a verb that makes the noun's event occur."""
    for child in c.children[i]:
        if c.dep[child] in DET and c.lower[child] in words.negation:
            return Factuality.DENIED
        if c.lemma[child] in words.continues:
            return Factuality.ONGOING
        if c.lemma[child] in words.above and c.pos[child] not in VERBS and c.pos[child] not in NOUNS:
            return words.above[c.lemma[child]]
    up = c.head[i]
    if up == i or c.pos[up] not in VERBS:
        return None
    if c.lemma[up] in words.ends and _to_come(c, up, words):
        return Factuality.ONGOING
    return _own(c, up, words) if c.lemma[up] in words.takes else None


def _to_come(c: Clauses, verb: int, words: _Words) -> bool:
    """Tell whether the verb, or the one it is joined to, is told as still to come."""
    around = [*c.children[verb], *(c.children[c.head[verb]] if c.dep[verb] == CONJ else ())]
    return any(
        (c.dep[k] in AUX and (c.lower[k] in words.modal or c.lower[k] == TO))
        or (c.dep[k] in MARK and c.lower[k] in words.until)
        for k in around
    )


def _above(c: Clauses, i: int, words: _Words) -> Factuality | None:
    """Walk towards the root and return what the first bearing word says."""
    aimed = False
    for child, head in c.up(i):
        label, lemma = c.dep[child], c.lemma[head]
        if _apart(c, child) or lemma in TELL:
            return None
        aimed = aimed or c.lower[child] in FOR
        joined = _joined(c, child, head, words)
        if joined is not None:
            return joined
        if lemma in words.above and (_complement(c, child) or (aimed and c.pos[head] in NOUNS)):
            return words.above[lemma]
        if lemma in words.infinitive and label in INNER and _infinitive(c, child):
            return Factuality.DENIED if _refused(c, head) else words.infinitive[lemma]
        if c.pos[head] in VERBS and label != CONJ and (label in INNER or lemma in words.takes):
            own = _own(c, head, words)
            if own and (child == i or label in INNER or own is not Factuality.DENIED):
                return own
    return None


def _joined(c: Clauses, child: int, head: int, words: _Words) -> Factuality | None:
    """Read the prepositions above an event: "without clashes", and the second "for" of a call."""
    if c.lower[head] in WITHOUT:
        return Factuality.DENIED
    for k in (child, head):
        if c.lower[k] in FOR and (c.dep[k] == CONJ or (k > 0 and c.pos[k - 1] == CCONJ)):
            return _called(c, k, words)
    return None


def _called(c: Clauses, i: int, words: _Words) -> Factuality | None:
    """Read a second "for" by the noun of the first: "a call for aid ... and for evacuation"."""
    for k in range(i - 1, -1, -1):
        if c.sentence[k] != c.sentence[i]:
            break
        if c.pos[k] in NOUNS and c.lemma[k] in words.above:
            return words.above[c.lemma[k]]
    return None


def _refused(c: Clauses, i: int) -> bool:
    """Tell whether the word or the verb that carries it is negated: "has not been able to"."""
    around = (*c.children[i], *c.children[c.head[i]]) if c.pos[i] not in VERBS else c.children[i]
    return any(c.dep[k] == NEG for k in around)


def _apart(c: Clauses, i: int) -> bool:
    """Tell whether token ``i`` stands beside the word above it, outside of its modality."""
    label = c.dep[i]
    if label in DESCRIBING and not _infinitive(c, i):
        return True
    return label not in BEARS


def _infinitive(c: Clauses, i: int) -> bool:
    return any(c.lower[k] == TO for k in c.children[i])


def _complement(c: Clauses, child: int) -> bool:
    """Tell whether ``child`` is what the word above it is about, not a circumstance of it."""
    label = c.dep[child]
    if label in PREPS:
        return c.lower[child] in ABOUT
    return label != CONJ


def _ongoing(c: Clauses, i: int, verbal: bool, words: _Words) -> Factuality:
    """Tell events that go on from those that are over."""
    present = any(c.dep[k] in AUX and c.lower[k] in PRESENT for k in c.children[i])
    if verbal and present and c.doc[i].tag_ == "VBG":
        return Factuality.ONGOING
    if c.lemma[c.head[i]] in words.continues and c.dep[i] in GOES_ON:
        return Factuality.ONGOING
    return Factuality.HAPPENED
