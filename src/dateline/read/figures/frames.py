"""Who did what to whom: the status that a verb or noun gives to a noun phrase, read from syntax.

The phrase is climbed from its head to the clause it stands in: subject, object, predicate, "the deaths
of", "the toll rose to", "including". Vocabulary: ``data/figures.toml``.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.model import FigureStatus as Status
from dateline.read.figures import outcomes
from dateline.read.figures import terms as lex
from dateline.read.figures.outcomes import Frame
from dateline.read.figures.parsed import Parsed

_OBJECTS = frozenset({"dobj", "obj", "dative"})
_INCLUDING = frozenset({"including", "include", "among", "amongst", "like", "counting"})
_COLLECTIONS = frozenset(
    {"group", "total", "number", "crowd", "convoy", "average", "minimum", "maximum", "most", "rest"}
)
_HOUSEHOLDS = frozenset(
    {"family", "household", "clan", "tribe", "crew", "group", "community", "team", "unit"}
)
_JOINERS = frozenset({"along", "together"})
_TAKES_LIVES = frozenset({"claim", "take", "cost", "lose", "end"})
# Deeper chains of "said to have been reported to be" do not occur in reports.
_DEPTH = 6


def of(words: Parsed, top: int, noun: int | None) -> Frame | None:
    """Return the status of the phrase whose slot is ``top`` and whose counted noun is ``noun``."""
    own = outcomes.own(words, noun)
    if _base(words, top):
        return own or _modified(words, top)
    if _holds_members(words, top):
        return own
    if own and own.status in (Status.KILLED, Status.INJURED, Status.SIGNED):
        return own
    found = _modified(words, top) or _climb(words, top) or _as_members(words, top)
    if found is None and noun is not None and noun != top:
        found = _modified(words, noun)
    return found or own


def _base(words: Parsed, top: int) -> bool:
    """ "three of four brothers": what is said of the three is not said of the four."""
    prep = words.head[top]
    return words.dep[top] == "pobj" and words.lower[prep] == "of" and words.tag[words.head[prep]] == "CD"


def _holds_members(words: Parsed, top: int) -> bool:
    """ "13 members of two families, who were killed": the clause speaks of the members."""
    prep = words.head[top]
    above = words.head[prep]
    return (
        words.dep[top] == "pobj"
        and words.lower[prep] == "of"
        and words.lemma[above] in lex.PEOPLE
        and words.lemma[top] in _HOUSEHOLDS
        and words.kid(above, "nummod") is not None
    )


def _as_members(words: Parsed, top: int) -> Frame | None:
    """The status that a relative clause gives to the members of the group it hangs on."""
    of = words.kid(top, "prep")
    group = words.kid(of, "pobj") if of is not None and words.lower[of] == "of" else None
    return _modified(words, group) if group is not None and _holds_members(words, group) else None


def _modified(words: Parsed, n: int) -> Frame | None:
    """A participle, adjective or relative clause on the phrase: "people killed in", "three wounded men"."""
    for k in words.kids[n]:
        dep = words.dep[k]
        if dep == "amod" and words.lower[k] in lex.PREDICATE:
            return Frame(lex.PREDICATE[words.lower[k]], k)
        if dep == "acl" and words.tag[k] in ("VBN", "VBD"):
            found = outcomes.of_verb(words, k, patient=True)
        elif dep == "acl" and words.tag[k] == "VBG":
            found = outcomes.of_verb(words, k, patient=False)
        elif dep == "relcl":
            found = _relative(words, k)
        elif dep in ("acomp", "amod", "appos", "acl", "advmod", "prep") and k > n:
            found = outcomes.predicate(words, k)
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
        return outcomes.of_verb(words, verb, patient=patient)
    active = not words.passive(verb) and words.kid(verb, "dobj") is None
    return outcomes.to_patient(words, verb) if active else None


def _climb(words: Parsed, n: int) -> Frame | None:
    """Follow the phrase upwards to the clause that says something of it."""
    share = False
    for _ in range(_DEPTH):
        step = _step(words, n)
        if step is None:
            found = _said(words, n)
            return replace(found, share=True) if found and share else found
        share = share or words.lower[words.head[n]] in _INCLUDING
        n = step
        if words.tag[n].startswith("V"):
            found = _sibling(words, n)
            return replace(found, share=True) if found and share else found
    return None


def _step(words: Parsed, n: int) -> int | None:
    """The phrase whose status this one shares: the list it stands in, the group it is "of" or "among"."""
    dep, head = words.dep[n], words.head[n]
    if dep == "appos" or (dep == "conj" and _modified(words, head) is None):
        return head if head != n and not words.tag[head].startswith("V") else None
    if dep != "pobj":
        return None
    if words.lower[head] in _INCLUDING:
        return words.head[head]
    if words.lower[head] == "with" and words.lower[head - 1] in _JOINERS:
        above = words.head[head]
        return words.head[above] if words.lower[above] in _JOINERS else above
    grouped = words.lower[head] == "of" and words.lemma[words.head[head]] in _COLLECTIONS
    return words.head[head] if grouped and _prepositional(words, head) is None else None


def _said(words: Parsed, n: int) -> Frame | None:
    """What the clause says of the phrase in this slot."""
    dep, head = words.dep[n], words.head[n]
    if dep in outcomes.SUBJECTS:
        return _subject(words, head, dep)
    if dep in _OBJECTS:
        return _object(words, head, n)
    if dep == "pobj":
        return _prepositional(words, head) or _reduced(words, n)
    if dep == "conj":
        return _modified(words, head)
    return _attribute(words, head) if dep == "attr" else _loose(words, n)


def _reduced(words: Parsed, n: int) -> Frame | None:
    """ "the family of a boy fatally shot outside": a participle right behind the noun, whatever the parse."""
    k = n + 1
    if k < len(words) and words.tag[k] == "RB":
        k += 1
    if k >= len(words) or words.tag[k] not in ("VBN", "VBD") or words.kid(k, "dobj", "auxpass") is not None:
        return None
    return (
        outcomes.to_patient(words, k) if words.lemma[k] in lex.OBJECT or words.lemma[k] in lex.HIT else None
    )


def _sibling(words: Parsed, verb: int) -> Frame | None:
    """For "were killed, including three children": the status the verb gives to its own patient."""
    return outcomes.of_verb(words, verb, patient=True) or outcomes.of_verb(words, verb, patient=False)


def _subject(words: Parsed, verb: int, dep: str) -> Frame | None:
    if dep == "nsubjpass" or words.passive(verb):
        return outcomes.of_verb(words, verb, patient=True)
    # "They found the driver and a boy dead": the parser makes those found the subject of "dead".
    if status := lex.PREDICATE.get(words.lower[verb]) if words.tag[verb] == "JJ" else None:
        return Frame(status, verb)
    if found := outcomes.of_verb(words, verb, patient=False):
        return found
    if words.lemma[verb] in lex.TOLL_VERBS:
        return None
    # A headline drops its auxiliary: "Four people killed in market strike".
    if words.tag[verb] in ("VBN", "VBD") and not _transitive(words, verb):
        return outcomes.of_verb(words, verb, patient=True)
    return None


def _transitive(words: Parsed, verb: int) -> bool:
    """Whether the verb, or one coordinated with it, has an object of its own: "shot and killed her"."""
    if words.kid(verb, "dobj", "ccomp") is not None:
        return True
    return any(words.dep[k] == "conj" and words.kid(k, "dobj") is not None for k in words.kids[verb])


def _object(words: Parsed, verb: int, n: int) -> Frame | None:
    if words.lemma[n] == "life" and words.lemma[verb] in _TAKES_LIVES:
        return Frame(Status.KILLED, verb)
    if words.lemma[verb] in lex.TOLL_VERBS and (found := outcomes.toll(words, verb)):
        return found
    if words.lemma[verb] == "include":
        subject = words.kid(verb, "nsubj")
        found = outcomes.own(words, subject) or (_modified(words, subject) if subject is not None else None)
        return replace(found, share=True) if found else None
    return outcomes.of_verb(words, verb, patient=True, conjoined=False)


def _prepositional(words: Parsed, prep: int) -> Frame | None:
    """ "the deaths of four civilians", "the toll rose to 51", "a death toll of 51"."""
    head, word = words.head[prep], words.lower[prep]
    lemma = words.lemma[head]
    if words.dep[prep] == "agent":
        status = lex.SUBJECT.get(lemma)
        return Frame(status, head) if status else None
    if word == "of":
        return _nominal(words, head)
    if word in ("to", "at", "by", "from") and lemma in lex.TOLL_VERBS:
        return outcomes.toll(words, head)
    if word in ("to", "at") and lemma in ("toll", "tally"):
        return outcomes.toll(words, words.head[head])
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


def _attribute(words: Parsed, verb: int) -> Frame | None:
    """ "Among the dead were three children", "the victims of the killing were two brothers"."""
    for k in words.kids[verb]:
        if words.dep[k] in outcomes.SUBJECTS and (own := outcomes.own(words, k) or _modified(words, k)):
            return own
        if words.dep[k] == "prep" and (own := outcomes.predicate(words, k)):
            return own
    return outcomes.predicate_kid(words, verb)


def _loose(words: Parsed, n: int) -> Frame | None:
    """A headline or fragment that the parser hung nowhere: the participle right behind the phrase."""
    for k in range(n + 1, min(n + 3, len(words))):
        if words.sent[k] != words.sent[n]:
            return None
        if words.tag[k] in ("VBN", "VBD") and words.kid(k, "dobj") is None:
            return outcomes.of_verb(words, k, patient=True)
        if status := lex.PREDICATE.get(words.lower[k]):
            return Frame(status, k)
    return None
