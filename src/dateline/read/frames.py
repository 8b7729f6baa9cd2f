"""Who did what to whom: the status that a verb or noun gives to a noun phrase, read from syntax.

The phrase is climbed from its head to the clause it stands in: subject, object, predicate, "the deaths
of", "the toll rose to", "including". Vocabulary: ``data/figures.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.model import FigureStatus as Status
from dateline.read import figure_terms as lex
from dateline.read.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Frame:
    """A status and the token that gives it. ``hit``: shot or carried off, so that the fate is open.

    ``share``: reached through "including" or "among", so that the phrase is a part of another.
    """

    status: Status
    governor: int
    hit: bool = False
    share: bool = False


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "obj", "dative"})
_COMPLEMENTS = frozenset({"acomp", "oprd", "xcomp", "attr", "ccomp", "advmod", "advcl"})
_INCLUDING = frozenset({"including", "include", "among", "amongst", "like", "counting"})
_COLLECTIONS = frozenset(
    {"group", "total", "number", "crowd", "convoy", "average", "minimum", "maximum", "most", "rest"}
)
_TAKES_LIVES = frozenset({"claim", "take", "cost", "lose", "end"})
_STATES = {
    ("in", "condition"): Status.INJURED,
    ("in", "custody"): Status.DETAINED,
    ("under", "siege"): Status.BESIEGED,
}
# Deeper chains of "said to have been reported to be" do not occur in reports.
_DEPTH = 6


def of(words: Parsed, top: int, noun: int | None) -> Frame | None:
    """Return the status of the phrase whose slot is ``top`` and whose counted noun is ``noun``."""
    own = _own(words, noun)
    if _base(words, top):
        return own or _modified(words, top)
    if own and own.status in (Status.KILLED, Status.INJURED, Status.SIGNED):
        return own
    found = _modified(words, top) or _climb(words, top)
    if found is None and noun is not None and noun != top:
        found = _modified(words, noun)
    return found or own


def _base(words: Parsed, top: int) -> bool:
    """ "three of four brothers": what is said of the three is not said of the four."""
    prep = words.head[top]
    return words.dep[top] == "pobj" and words.lower[prep] == "of" and words.tag[words.head[prep]] == "CD"


def _own(words: Parsed, noun: int | None) -> Frame | None:
    """Nouns that carry the status themselves: "fatalities", "arrests", "dead"."""
    if noun is None:
        return None
    status = lex.NOUN.get(words.lemma[noun]) or lex.NOUN.get(words.lower[noun])
    return Frame(status, noun) if status else None


def _modified(words: Parsed, n: int) -> Frame | None:
    """A participle, adjective or relative clause on the phrase: "people killed in", "three wounded men"."""
    for k in words.kids[n]:
        dep = words.dep[k]
        if dep == "amod" and words.lower[k] in lex.PREDICATE:
            return Frame(lex.PREDICATE[words.lower[k]], k)
        if dep == "acl" and words.tag[k] in ("VBN", "VBD"):
            found = _verbs(words, k, patient=True)
        elif dep == "acl" and words.tag[k] == "VBG":
            found = _verbs(words, k, patient=False)
        elif dep == "relcl":
            found = _relative(words, k)
        elif dep in ("acomp", "amod", "appos", "acl", "advmod", "prep") and k > n:
            found = _predicate(words, k)
        else:
            continue
        if found:
            return found
    return None


def _relative(words: Parsed, verb: int) -> Frame | None:
    """The relative clause's own subject is "who" or missing; otherwise the phrase is its object."""
    subject = words.kid(verb, "nsubj", "nsubjpass")
    if any(words.lower[k] in ("where", "when", "why") for k in words.kids[verb]):
        return None
    if subject is None or words.lower[subject] in ("who", "that", "which", "whom"):
        patient = words.passive(verb) and (subject is None or words.dep[subject] == "nsubjpass")
        return _verbs(words, verb, patient=patient)
    return _verbs(words, verb, patient=True) if words.kid(verb, "dobj") in (None, verb) else None


def _climb(words: Parsed, n: int) -> Frame | None:
    """Follow the phrase upwards to the clause that says something of it."""
    share = False
    for _ in range(_DEPTH):
        dep, head = words.dep[n], words.head[n]
        if dep in _SUBJECTS:
            found = _subject(words, head, dep)
        elif dep in _OBJECTS:
            found = _object(words, head, n)
        elif dep == "pobj":
            if words.lower[head] in _INCLUDING:
                share, n = True, words.head[head]
                if words.tag[n].startswith("V"):
                    found = _sibling(words, n)
                    return replace(found, share=True) if found else None
                continue
            if _joined(words, head):
                n = words.head[head]
                if words.tag[n].startswith("V"):
                    return _sibling(words, n)
                continue
            found = _prepositional(words, head, n) or _reduced(words, n)
            if found is None and words.lower[head] == "of" and words.lemma[words.head[head]] in _COLLECTIONS:
                n = words.head[head]
                continue
        elif dep in ("conj", "appos") and head != n:
            found = _modified(words, head) if dep == "conj" else None
            if found is None:
                n = head
                continue
        elif dep == "attr":
            found = _attribute(words, head)
        else:
            found = _loose(words, n)
        return replace(found, share=True) if found and share else found
    return None


def _joined(words: Parsed, prep: int) -> bool:
    """ "along with", "together with", "as well as": coordination in other words."""
    return words.lower[prep] == "with" and prep > 0 and words.lower[prep - 1] in ("along", "together")


def _reduced(words: Parsed, n: int) -> Frame | None:
    """ "the family of a boy fatally shot outside": a participle right behind the noun, whatever the parse."""
    k = n + 1
    if k < len(words) and words.tag[k] == "RB":
        k += 1
    if k >= len(words) or words.tag[k] not in ("VBN", "VBD") or words.kid(k, "dobj", "auxpass") is not None:
        return None
    return _to_patient(words, k) if words.lemma[k] in lex.OBJECT or words.lemma[k] in lex.HIT else None


def _sibling(words: Parsed, verb: int) -> Frame | None:
    """For "were killed, including three children": the status the verb gives to its own patient."""
    return _verbs(words, verb, patient=True) or _verbs(words, verb, patient=False)


def _subject(words: Parsed, verb: int, dep: str) -> Frame | None:
    if dep == "nsubjpass" or words.passive(verb):
        return _verbs(words, verb, patient=True)
    # "They found the driver and a boy dead": the parser makes those found the subject of "dead".
    if status := lex.PREDICATE.get(words.lower[verb]) if words.tag[verb] == "JJ" else None:
        return Frame(status, verb)
    if found := _verbs(words, verb, patient=False):
        return found
    if words.lemma[verb] in lex.TOLL_VERBS:
        return None
    # A headline drops its auxiliary: "Four people killed in market strike".
    if words.tag[verb] in ("VBN", "VBD") and not _transitive(words, verb):
        return _verbs(words, verb, patient=True)
    return None


def _transitive(words: Parsed, verb: int) -> bool:
    """Whether the verb, or one coordinated with it, has an object of its own: "shot and killed his brother"."""
    if words.kid(verb, "dobj", "ccomp") is not None:
        return True
    return any(words.dep[k] == "conj" and words.kid(k, "dobj") is not None for k in words.kids[verb])


def _object(words: Parsed, verb: int, n: int) -> Frame | None:
    if words.lemma[n] == "life" and words.lemma[verb] in _TAKES_LIVES:
        return Frame(Status.KILLED, verb)
    if words.lemma[verb] in lex.TOLL_VERBS and (found := _toll(words, verb)):
        return found
    if words.lemma[verb] == "include":
        subject = words.kid(verb, "nsubj")
        found = _own(words, subject) or (_modified(words, subject) if subject is not None else None)
        return replace(found, share=True) if found else None
    return _verbs(words, verb, patient=True, conjoined=False)


def _verbs(words: Parsed, verb: int, *, patient: bool, conjoined: bool = True) -> Frame | None:
    """The status from a verb and the verbs coordinated with it; being killed outweighs being shot."""
    first = _verb(words, verb, patient=patient)
    if first and not first.hit:
        return first
    if conjoined:
        for k in words.kids[verb]:
            if words.dep[k] == "conj" and words.kid(k, *_SUBJECTS) is None:
                passive = patient and words.tag[k] in ("VBN", "VBD")
                second = _verb(words, k, patient=passive) or (
                    _verb(words, k, patient=False) if passive else None
                )
                if second and (first is None or second.status is Status.KILLED):
                    return second
    return first


def _verb(words: Parsed, verb: int, *, patient: bool) -> Frame | None:
    """The status that one verb gives to its object (``patient``) or to its active subject."""
    own = _to_patient(words, verb) if patient else _to_agent(words, verb)
    # "He pronounced two men dead": with an object there, the complement speaks of the object.
    if own or (not patient and words.kid(verb, "dobj") is not None):
        return own
    return _carried(words, verb)


def _to_patient(words: Parsed, verb: int) -> Frame | None:
    lemma = words.lemma[verb]
    if (status := lex.OBJECT.get(lemma)) and (lemma != "gun" or "down" in words.lower[verb + 1 : verb + 4]):
        return Frame(Status.KILLED if status is Status.INJURED and _fatal(words, verb) else status, verb)
    if lemma in lex.HIT:
        fatal = _fatal(words, verb)
        return Frame(Status.KILLED if fatal else Status.INJURED, verb, hit=not fatal)
    if lemma in lex.CARRY_VERBS and _to_hospital(words, verb):
        return Frame(Status.INJURED, verb, hit=True)
    if lemma == "take" and words.lower[verb + 1 : verb + 3] == ["into", "custody"]:
        return Frame(Status.DETAINED, verb)
    if lemma == "take" and words.lower[verb + 1 : verb + 2] in (["hostage"], ["captive"]):
        return Frame(Status.ABDUCTED, verb)
    return None


def _to_agent(words: Parsed, verb: int) -> Frame | None:
    if words.lower[verb] == "missing":
        return Frame(Status.MISSING, verb)
    status = lex.SUBJECT.get(words.lemma[verb])
    return Frame(status, verb) if status else _suffered(words, verb)


def _fatal(words: Parsed, verb: int) -> bool:
    """ "fatally shot", "shot dead", "stabbed to death", "shot and killed"."""
    for k in words.kids[verb]:
        if words.lower[k] in ("fatally", "dead", "mortally"):
            return True
        if (
            words.lower[k] == "to"
            and (pobj := words.kid(k, "pobj")) is not None
            and words.lower[pobj] == "death"
        ):
            return True
    return words.lower[verb + 1 : verb + 3] == ["to", "death"] or words.lower[verb + 1 : verb + 2] == ["dead"]


def _to_hospital(words: Parsed, verb: int) -> bool:
    for k in words.kids[verb]:
        if words.lower[k] in ("to", "by", "for"):
            pobj = words.kid(k, "pobj")
            if pobj is not None and (
                words.lower[pobj] in lex.HOSPITALS
                or words.lower[pobj] in ("center", "centre")
                or "hospital" in words.lower[k:pobj]
            ):
                return True
    return False


def _suffered(words: Parsed, verb: int) -> Frame | None:
    """ "suffered gunshot wounds", "lost their lives", "left the town", "took refuge"."""
    lemma, thing = words.lemma[verb], words.kid(verb, "dobj")
    if lemma in lex.SUFFER_VERBS and thing is not None and words.lemma[thing] in lex.SUFFER_NOUNS:
        fatal = any(words.lower[k] in ("fatal", "mortal") for k in words.kids[thing])
        return Frame(Status.KILLED if fatal else Status.INJURED, verb, hit=not fatal)
    if lemma == "lose" and thing is not None and words.lemma[thing] == "life":
        return Frame(Status.KILLED, verb)
    if (
        lemma == "leave"
        and (thing is None or words.lemma[thing] not in lex.PEOPLE)
        and not _predicate_kid(words, verb)
    ):
        home = thing is not None and words.lemma[thing] in ("home", "house")
        return Frame(Status.DISPLACED if home else Status.EVACUATED, verb)
    return None


def _predicate_kid(words: Parsed, verb: int) -> Frame | None:
    for k in words.kids[verb]:
        status = lex.PREDICATE.get(words.lower[k]) if words.dep[k] in _COMPLEMENTS else None
        if words.tag[k] == "VBD" or words.kid(k, "dobj") is not None:
            continue
        if status and words.kid(k, *_SUBJECTS) is None and "alive" not in words.lower[k : k + 3]:
            return Frame(status, k)
    return None


def _carried(words: Parsed, verb: int) -> Frame | None:
    """The status in the complement of a verb that only reports: "was found dead", "are said to have fled"."""
    if words.lemma[verb] not in lex.CARRIERS:
        return None
    if found := _predicate_kid(words, verb):
        return found
    for k in words.kids[verb]:
        if words.dep[k] == "prep" and (found := _predicate(words, k)):
            return found
        if words.dep[k] in _COMPLEMENTS and words.tag[k].startswith("V") and words.kid(k, *_SUBJECTS) is None:
            bare = words.tag[k] == "VBN" and words.kid(k, "aux") is None
            if found := _verbs(words, k, patient=bare or words.passive(k)):
                return found
    return None


def _predicate(words: Parsed, k: int) -> Frame | None:
    """ "among the dead", "in critical condition", or an adjective with a status."""
    if status := lex.PREDICATE.get(words.lower[k]):
        return Frame(status, k)
    pobj = words.kid(k, "pobj")
    if pobj is None:
        return None
    if words.lower[k] in ("among", "amongst"):
        own = _own(words, pobj) or _modified(words, pobj)
        return replace(own, share=True) if own else None
    status = _STATES.get((words.lower[k], words.lower[pobj]))
    return Frame(status, k, hit=status is Status.INJURED) if status else None


def _prepositional(words: Parsed, prep: int, n: int) -> Frame | None:
    """ "the deaths of four civilians", "the toll rose to 51", "a death toll of 51"."""
    head, word = words.head[prep], words.lower[prep]
    lemma = words.lemma[head]
    if word == "of":
        return _nominal(words, head)
    if word in ("to", "at", "by", "from") and lemma in lex.TOLL_VERBS:
        return _toll(words, head)
    if word in ("to", "at") and lemma in ("toll", "tally"):
        return _toll(words, words.head[head])
    return None


def _nominal(words: Parsed, head: int) -> Frame | None:
    """The status that a noun gives to those in its "of" phrase."""
    lemma = words.lemma[head]
    if lemma in ("toll", "tally"):
        return Frame(Status.KILLED, head)
    if lemma in ("shooting", "stabbing"):
        fatal = any(words.lower[k] in ("fatal", "deadly") for k in words.kids[head])
        return Frame(Status.KILLED if fatal else Status.INJURED, head, hit=not fatal)
    if lemma == "life" and words.lemma[words.head[head]] not in _TAKES_LIVES:
        return None
    return Frame(lex.OF[lemma], head) if lemma in lex.OF else None


def _toll(words: Parsed, verb: int) -> Frame | None:
    """The status of the toll that a verb raises: "the number of wounded" is of the injured."""
    for k in words.kids[verb]:
        if words.lemma[k] not in lex.TOLL_NOUNS:
            continue
        for part in (*words.kids[k], *(g for p in words.kids[k] for g in words.kids[p])):
            if status := lex.NOUN.get(words.lemma[part]) or lex.PREDICATE.get(words.lower[part]):
                return Frame(status, k)
        if words.lemma[k] in ("toll", "tally"):
            return Frame(Status.KILLED, k)
    return None


def _attribute(words: Parsed, verb: int) -> Frame | None:
    """ "Among the dead were three children", "the victims of the killing were two brothers"."""
    for k in words.kids[verb]:
        if words.dep[k] in _SUBJECTS and (own := _own(words, k) or _modified(words, k)):
            return own
        if words.dep[k] == "prep" and (own := _predicate(words, k)):
            return own
    return _predicate_kid(words, verb)


def _loose(words: Parsed, n: int) -> Frame | None:
    """A headline or fragment that the parser hung nowhere: the participle right behind the phrase."""
    for k in range(n + 1, min(n + 3, len(words))):
        if words.sent[k] != words.sent[n]:
            return None
        if words.tag[k] in ("VBN", "VBD") and words.kid(k, "dobj") is None:
            return _verbs(words, k, patient=True)
        if status := lex.PREDICATE.get(words.lower[k]):
            return Frame(status, k)
    return None
