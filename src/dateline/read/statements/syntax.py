"""Small questions put to a parsed sentence: subjects, negation, conditions, edges."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dateline import data

# The few verbs whose object does not do what follows ("promised them to leave").
SUBJECT_CONTROL = frozenset({"promise", "vow", "use", "take"})

# A longer chain of bare verbs than this is a parser's error, not English.
CHAIN = 6


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child of ``token`` with one of the relations ``deps``."""
    for kid in token.children:
        if kid.dep_ in deps:
            return kid
    return None


def subject(verb: Token) -> Token | None:
    """Return who does ``verb``, also where coordination or control leaves it unsaid."""
    here: Token | None = verb
    for _ in range(CHAIN):
        if here is None or here.pos_ in ("NOUN", "PROPN", "PRON"):
            return here
        own = child(here, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own
        here = _unsaid(here)
    return None


@cache
def _issuing() -> frozenset[str]:
    """Verbs whose object only carries what their subject says ("issued a statement saying …")."""
    return frozenset(data.toml("cues")["issuing"]["words"].split())


def _unsaid(verb: Token) -> Token | None:
    """Return the noun that does a verb without a subject, or the verb that shares its subject."""
    dep, head = verb.dep_, verb.head
    if head.i == verb.i:
        return None
    if verb.tag_ == "VBG" and verb.i > 0 and verb.doc[verb.i - 1].text == "," and dep in ("acl", "advcl"):
        return _saying_above(verb)
    if dep == "acl" and is_infinitive(verb):
        return None  # "efforts to persuade": no effort persuades
    if dep in ("acl", "relcl"):
        issued = head.dep_ == "dobj" and head.head.lemma_ in _issuing() and head.tag_ == "NN"
        return head.head if issued and dep == "acl" else head
    if dep == "xcomp":
        controller = child(head, "dobj", "dative")
        if controller is not None and controller.i < verb.i and head.lemma_ not in SUBJECT_CONTROL:
            return controller
    return _sharing(verb, dep, head)


def _sharing(verb: Token, dep: str, head: Token) -> Token | None:
    """Return the verb whose subject a coordinated or dependent verb shares, or the one who is quoted."""
    if dep == "conj" and head.dep_ == "ccomp" and head.head.tag_ == verb.tag_ and head.i > head.head.i:
        return head.head  # "said he would go and warned …": the same one says and warns
    if dep == "pcomp":
        quoted = child(head.head, "dobj") if head.lower_ == "as" else None
        if quoted is not None and quoted.i < head.i:
            return quoted  # "quoted a medic as saying …"
        head = head.head
        if head.pos_ == "NOUN" and head.dep_ in ("dobj", "attr"):
            head = head.head
    elif dep == "xcomp" and head.pos_ == "ADJ":
        head = head.head
    elif dep not in ("xcomp", "conj", "advcl", "ccomp", "dep", "parataxis"):
        return None
    return head if head.pos_ in ("VERB", "AUX") else None


def _saying_above(verb: Token) -> Token | None:
    """ "said the road was cut, citing …": the one who said it cites, not the road."""
    above = verb.head
    for _ in range(CHAIN):
        if above.pos_ in ("VERB", "AUX") and not (above.dep_ == "ccomp" and above.i > above.head.i):
            return above
        if above.head.i == above.i:
            return None
        above = above.head
    return None


def is_passive(verb: Token) -> bool:
    """Tell whether ``verb`` is passive ("are said", "was told", "being asked").

    The parser takes the perfect "he's said that …" for one; no passive of saying has that shape.
    """
    passive = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    for kid in verb.children:
        if kid.dep_ == "auxpass" and kid.text in ("'s", "’s") and child(verb, "ccomp") is not None:
            return False
        if kid.dep_ in ("aux", "nsubj"):
            passive = False
        elif kid.dep_ in ("auxpass", "nsubjpass", "agent"):
            return True
    return passive


def agent(verb: Token) -> Token | None:
    """Return the doer named by "by" after a passive."""
    by = child(verb, "agent")
    return None if by is None else child(by, "pobj")


NOBODY = frozenset({"none", "nobody", "neither", "no"})


def is_negated(verb: Token) -> bool:
    """Tell whether the verb itself is negated ("did not say", "never confirmed", "none of them said")."""
    by = child(verb, "nsubj")
    if by is not None and (by.lower_ in NOBODY or by.left_edge.lower_ in NOBODY):
        return True
    return any(kid.dep_ == "neg" or kid.lower_ in ("never", "hardly") for kid in verb.children)


def is_conditional(verb: Token) -> bool:
    """Tell whether the verb only stands in a condition ("if he says so")."""
    for _ in range(3):
        if any(kid.dep_ in ("mark", "advmod") and kid.lower_ in ("if", "unless") for kid in verb.children):
            return verb.dep_ in ("advcl", "ROOT", "conj")
        if verb.dep_ not in ("conj", "xcomp"):
            return False
        verb = verb.head
    return False


def is_infinitive(verb: Token) -> bool:
    """Tell whether ``verb`` is led by "to"."""
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)
