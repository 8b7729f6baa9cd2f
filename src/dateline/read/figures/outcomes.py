"""What a verb makes of its subject and object: killed, fled, was found dead, suffered wounds.

Vocabulary: ``data/figures.toml``. ``frames`` finds the verb of a noun phrase; this says what it means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.model import FigureStatus as Status
from dateline.read.figures import terms as lex
from dateline.read.figures.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Frame:
    """A status and the token that gives it. ``hit``: shot or carried off, so that the fate is open.

    ``share``: reached through "including" or "among", so that the phrase is a part of another.
    """

    status: Status
    governor: int
    hit: bool = False
    share: bool = False


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_COMPLEMENTS = frozenset({"acomp", "oprd", "xcomp", "attr", "ccomp", "advmod", "advcl"})
_STATES = {
    ("in", "condition"): Status.INJURED,
    ("in", "hospital"): Status.INJURED,
    ("in", "surgery"): Status.INJURED,
    ("in", "custody"): Status.DETAINED,
    ("under", "siege"): Status.BESIEGED,
}


def own(words: Parsed, noun: int | None) -> Frame | None:
    """Nouns that carry the status themselves: "fatalities", "arrests", "dead"."""
    if noun is None:
        return None
    status = lex.NOUN.get(words.lemma[noun]) or lex.NOUN.get(words.lower[noun])
    return Frame(status, noun) if status else None


def of_verb(words: Parsed, verb: int, *, patient: bool, conjoined: bool = True) -> Frame | None:
    """The status from a verb and the verbs coordinated with it; being killed outweighs being shot."""
    first = _verb(words, verb, patient=patient)
    if first and not first.hit:
        return first
    if conjoined:
        for k in words.kids[verb]:
            if words.dep[k] == "conj" and words.kid(k, *SUBJECTS) is None:
                passive = patient and words.tag[k] in ("VBN", "VBD")
                second = _verb(words, k, patient=passive) or _verb(words, k, patient=False)
                if second and (first is None or second.status is Status.KILLED):
                    return second
    return first


def _verb(words: Parsed, verb: int, *, patient: bool) -> Frame | None:
    """The status that one verb gives to its object (``patient``) or to its active subject."""
    found = to_patient(words, verb) if patient else _to_agent(words, verb)
    # "He pronounced two men dead": with an object there, the complement speaks of the object.
    if found or (not patient and words.kid(verb, "dobj") is not None):
        return found
    return _carried(words, verb)


def to_patient(words: Parsed, verb: int) -> Frame | None:
    """The status a verb gives to those it is done to."""
    lemma = words.lemma[verb]
    if (status := lex.OBJECT.get(lemma)) and (lemma != "gun" or "down" in words.lower[verb + 1 : verb + 4]):
        if status in (Status.KILLED, Status.INJURED) and _either(words, verb):
            return Frame(Status.AFFECTED, verb)
        return Frame(Status.KILLED if status is Status.INJURED and _fatal(words, verb) else status, verb)
    if words.lower[verb + 1 : verb + 2] == ["at"] and words.kid(verb + 1, "pobj") is None:
        return None  # "was shot at, but not hit"
    if lemma in lex.HIT:
        fatal = _fatal(words, verb)
        return Frame(Status.KILLED if fatal else Status.INJURED, verb, hit=not fatal)
    if lemma in lex.CARRY_VERBS and _to_hospital(words, verb):
        return Frame(Status.INJURED, verb, hit=True)
    return _taken(words, verb) if lemma == "take" else None


def _taken(words: Parsed, verb: int) -> Frame | None:
    """ "taken into custody", "taken hostage"."""
    after = words.lower[verb + 1 : verb + 7]
    if after[:2] == ["into", "custody"]:
        return Frame(Status.DETAINED, verb)
    return Frame(Status.ABDUCTED, verb) if "hostage" in after or "captive" in after else None


def _either(words: Parsed, verb: int) -> bool:
    """ "killed or wounded": casualties, of which kind is not said."""
    return words.lower[verb - 1 : verb] == ["or"] or words.lower[verb + 1 : verb + 2] == ["or"]


def _to_agent(words: Parsed, verb: int) -> Frame | None:
    if words.lower[verb] == "missing":
        return Frame(Status.MISSING, verb)
    status = lex.SUBJECT.get(words.lemma[verb])
    return Frame(status, verb) if status else _suffered(words, verb)


def _fatal(words: Parsed, verb: int) -> bool:
    """ "fatally shot", "shot dead", "stabbed to death", "beat a man to death"."""
    for k in words.kids[verb]:
        if words.lower[k] in ("fatally", "dead", "mortally"):
            return True
        if words.lower[k] == "to" and words.lower[k + 1 : k + 2] == ["death"]:
            return True
    return words.lower[verb + 1 : verb + 2] == ["dead"]


def _to_hospital(words: Parsed, verb: int) -> bool:
    for k in words.kids[verb]:
        pobj = words.kid(k, "pobj") if words.lower[k] in ("to", "by", "for") else None
        if pobj is not None and any(word in lex.HOSPITALS for word in words.lower[k : pobj + 1]):
            return True
    return False


def _suffered(words: Parsed, verb: int) -> Frame | None:
    """ "suffered gunshot wounds", "lost their lives", "left the town"."""
    lemma, thing = words.lemma[verb], words.kid(verb, "dobj")
    if thing is None and (found := _struggles(words, verb)):
        return found
    suffered = words.lemma[thing] if thing is not None else ""
    if thing is not None and lemma in lex.SUFFER_VERBS and suffered in lex.SUFFER_NOUNS:
        fatal = any(
            words.lower[k] in ("fatal", "mortal") and words.lower[k - 2 : k] != ["non", "-"]
            for k in words.kids[thing]
        )
        return Frame(Status.KILLED if fatal else Status.INJURED, verb, hit=not fatal)
    if lemma == "lose" and suffered == "life":
        return Frame(Status.KILLED, verb)
    if lemma == "leave" and suffered not in lex.PEOPLE and predicate_kid(words, verb) is None:
        return Frame(Status.DISPLACED if suffered in ("home", "house") else Status.EVACUATED, verb)
    return None


def _struggles(words: Parsed, verb: int) -> Frame | None:
    """ "is recovering", "are fighting for their lives"."""
    if words.lemma[verb] == "recover" and words.tag[verb] == "VBG":
        return Frame(Status.INJURED, verb)
    objects = (words.kid(k, "pobj") for k in words.kids[verb] if words.lower[k] == "for")
    life = any(k is not None and words.lemma[k] == "life" for k in objects)
    return Frame(Status.INJURED, verb, hit=True) if words.lemma[verb] == "fight" and life else None


def _carried(words: Parsed, verb: int) -> Frame | None:
    """The status in the complement of a verb that only reports: "was found dead", "are said to have fled"."""
    if words.lemma[verb] not in lex.CARRIERS:
        return None
    if found := predicate_kid(words, verb):
        return found
    for k in words.kids[verb]:
        if words.dep[k] == "prep" and (found := predicate(words, k)):
            return found
        if words.dep[k] in _COMPLEMENTS and words.tag[k].startswith("V") and words.kid(k, *SUBJECTS) is None:
            bare = words.tag[k] == "VBN" and words.kid(k, "aux") is None
            if found := of_verb(words, k, patient=bare or words.passive(k)):
                return found
    return None


def predicate_kid(words: Parsed, verb: int) -> Frame | None:
    for k in words.kids[verb]:
        status = lex.PREDICATE.get(words.lower[k]) if words.dep[k] in _COMPLEMENTS else None
        if words.tag[k] == "VBD" or words.kid(k, "dobj") is not None:
            continue
        if words.lower[k - 1] == "brain":  # kept alive
            return Frame(Status.INJURED, k, hit=True)
        if status and words.kid(k, *SUBJECTS) is None and "alive" not in words.lower[k : k + 3]:
            return Frame(status, k)
    return None


def predicate(words: Parsed, k: int) -> Frame | None:
    """ "among the dead", "in critical condition", or an adjective with a status."""
    if status := lex.PREDICATE.get(words.lower[k]):
        return Frame(status, k)
    pobj = words.kid(k, "pobj")
    if pobj is None:
        return None
    if words.lower[k] in ("among", "amongst"):
        named = own(words, pobj)
        return replace(named, share=True) if named else None
    status = _STATES.get((words.lower[k], words.lower[pobj]))
    return Frame(status, k, hit=status is Status.INJURED) if status else None


def toll(words: Parsed, verb: int) -> Frame | None:
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
