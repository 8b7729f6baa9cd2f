"""Says who a speaker is: the phrase in the text, the bare name, the role, the affiliation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.model import Span
from dateline.read.page import Passage
from dateline.read.statements import institutions, syntax

# Small words inside names of persons: "al-Masri", "bin Salman", "de la Cruz".
PARTICLES = frozenset(
    {
        "al",
        "el",
        "ul",
        "ad",
        "an",
        "as",
        "ash",
        "at",
        "bin",
        "ibn",
        "bint",
        "abu",
        "umm",
        "de",
        "da",
        "di",
        "du",
        "del",
    }
    | {"della", "la", "le", "van", "von", "der", "den", "ter", "ben", "bar", "dos", "das", "y", "zu"}
)
ARTICLES = frozenset({"the", "a", "an", "some", "many", "several", "two", "three", "one", "all"})
# A bare name with its office, in capitals.
NAME_WORDS = 6
# An office told in more words than these is a sentence about it.
OFFICE_WORDS = 9
TIES = frozenset({"-", "'", "’"})
BELONGS = frozenset({"of", "from", "at", "with"})
# A capital on one of these is the sentence's, not a name's ("What Geneva wants").
FUNCTION = frozenset({"PRON", "DET", "ADP", "SCONJ", "CCONJ", "AUX", "ADV", "NUM"})
EDGE_SIGNS = frozenset({",", "“", "”", '"', "''", "``", "—", "–", "--", "-", ":", ";", ")", "("})


@dataclass(frozen=True, slots=True)
class Identity:
    """What the text tells of a speaker; ``name`` is None for the unnamed and the many."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None


@cache
def titles() -> frozenset[str]:
    """Return every word of data/titles.toml that may stand before a name."""
    table = data.toml("titles")
    return frozenset(" ".join((*table["honorifics"].values(), table["offices"]["words"])).split())


@cache
def outside() -> frozenset[str]:
    """Return the days, months and small words that stand beside a name without being part of it."""
    return frozenset(data.toml("titles")["outside"]["words"].split())


def is_title(token: Token) -> bool:
    """Tell whether ``token`` is an office, a rank, a calling or an honorific."""
    word = token.lower_.rstrip(".")
    return word in titles() or token.lemma_.lower() in titles()


def phrase(passage: Passage, head: Token, cue: int) -> Span:
    """Return the speaker's noun phrase: titles and appositions in, clauses and the cue out."""
    first, last = _extent(head, cue)
    doc = passage.doc
    while last > head.i and doc[last].text in EDGE_SIGNS - {")"}:
        last -= 1
    while first < head.i and doc[first].text in EDGE_SIGNS - {"("}:
        first += 1
    return passage.span(first, last)


def _extent(head: Token, cue: int) -> tuple[int, int]:
    if head.pos_ in ("VERB", "AUX"):
        return head.i, head.i
    first, last = head.left_edge.i, head.i
    for kid in head.children:
        if kid.i > head.i:
            if kid.dep_ == "relcl":
                break
            if kid.dep_ not in ("advcl", "punct", "cc") or kid.text == ")":
                last = max(last, kid.right_edge.i)
    if first <= cue < head.i:
        first = cue + 1
    elif head.i < cue <= last:
        last = cue - 1
    return first, last


def identify(head: Token) -> Identity:
    """Return the name, role and affiliation that the phrase of ``head`` itself tells."""
    if head.pos_ == "PRON" and head.tag_ not in ("NN", "NNS"):
        return Identity()
    body = institutions.name(head)
    if body is not None:
        return Identity(body, _role_after(head))
    named = (
        head
        if _is_name(head)
        else next((kid for kid in head.children if kid.dep_ == "appos" and _is_name(kid)), None)
    )
    if named is None:
        role = _noun_phrase(head)
        body = _affiliation(head) or _modifier_name(head)
        return Identity(
            role=role, affiliation=None if role and body and role.endswith(f"of {body}") else body
        )
    start = _name_start(named)
    name = named.doc[start : named.i + 1].text
    role = _role_before(named, start) or _role_after(named)
    if named.i != head.i:
        role = _noun_phrase(head)
    return Identity(name, role, _affiliation(head) or _affiliation(named))


def in_capitals(text: str) -> Identity:
    """Return who a phrase in capitals names: titles are its role; with an article it names nobody."""
    words = text.split()
    bare = [word.rstrip(".,").lower() for word in words]
    if not words or bare[0] in ARTICLES or len(words) > NAME_WORDS:
        return Identity(role=" ".join(words[1:] if bare and bare[0] in ARTICLES else words) or None)
    named = len(words)
    while named > 0 and bare[named - 1] not in titles() and bare[named - 1] not in outside():
        named -= 1
    return Identity(name=" ".join(words[named:]) or None, role=" ".join(words[:named]) or None)


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and not is_title(token) and token.text[:1].isupper()


def _name_start(head: Token) -> int:
    """Return the first token of the run of name words that ends at ``head``."""
    doc, at = head.doc, head.i
    while at > head.left_edge.i:
        before = doc[at - 1]
        tied = before.text in TIES and not before.whitespace_
        name = (
            (before.pos_ == "PROPN" or before.text[:1].isupper())
            and before.dep_ != "det"
            and before.pos_ not in FUNCTION
            and not is_title(before)
        )
        if not (tied or name or (before.lower_ in PARTICLES and before.dep_ != "det")):
            break
        if before.dep_ == "amod" and before.pos_ == "ADJ":
            break
        at -= 1
    if head.left_edge.i + 1 < at < head.i and doc[at - 1].lower_ == "of" and is_title(doc[at - 2]):
        at = max(at + 1, head.i - 1)  # "Secretary of State John Roe": the office's last word is no name
    while at < head.i and (doc[at].text in TIES or not (doc[at].text[:1].isalnum())):
        at += 1
    return at


def _role_before(named: Token, start: int) -> str | None:
    """ "Foreign Minister" of "the Foreign Minister Jane Doe"."""
    doc, first = named.doc, named.left_edge.i
    while first < start and (doc[first].dep_ in ("det", "poss") or doc[first].text in EDGE_SIGNS):
        first += 1
    role = doc[first:start].text.strip()
    return role or None


def _role_after(named: Token) -> str | None:
    """ "a nurse" of "Jane Doe, a nurse"."""
    for kid in named.children:
        if kid.dep_ == "appos" and kid.i > named.i and kid.pos_ in ("NOUN", "PROPN"):
            return _noun_phrase(kid)
    return None


def _noun_phrase(head: Token) -> str | None:
    """Return the head with what stands before it, determiners left out."""
    if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET"):
        return None
    doc, first, last = head.doc, head.left_edge.i, head.i
    while first < last and (
        doc[first].pos_ in ("DET", "PUNCT", "PRON", "SCONJ", "CCONJ") or doc[first].dep_ == "det"
    ):
        first += 1
    of = syntax.child(head, "prep")
    if of is not None and is_title(head) and of.lower_ == "of" and doc[last + 1].i == of.i:
        end = _office_end(of)
        last = last if end is None else end
    return doc[first : last + 1].text


def _office_end(of: Token) -> int | None:
    """ "head of the political office": the office goes on to the end of its noun phrase."""
    office = syntax.child(of, "pobj")
    if office is None:
        return None
    while (
        (tail := syntax.child(office, "prep")) is not None and tail.lower_ == "of" and tail.i == office.i + 1
    ):
        following = syntax.child(tail, "pobj")
        if following is None:
            break
        office = following
    return office.i if office.i - of.i <= OFFICE_WORDS else None


def _affiliation(head: Token) -> str | None:
    """ "the Green faction" of "Jane Doe of the Green faction": whom the speaker belongs to."""
    for kid in head.children:
        belongs = kid.lower_ in BELONGS or (kid.lower_ == "for" and is_title(head))
        if kid.dep_ == "prep" and belongs and kid.i > head.i:
            body = syntax.child(kid, "pobj")
            if body is not None and body.ent_type_ not in ("DATE", "TIME"):
                return _bare(body)
    return None


def _modifier_name(head: Token) -> str | None:
    """ "Green Crescent" of "Green Crescent medics"."""
    names = [
        kid for kid in head.children if kid.dep_ == "compound" and kid.pos_ == "PROPN" and kid.i < head.i
    ]
    return head.doc[names[0].left_edge.i : names[-1].i + 1].text if names else None


def _bare(body: Token) -> str:
    doc, first, last = body.doc, body.left_edge.i, body.i
    while first < last and doc[first].pos_ in ("DET", "PRON", "PUNCT"):
        first += 1
    tail = syntax.child(body, "prep")
    if tail is not None and tail.lower_ == "of" and tail.i == last + 1:
        last = tail.right_edge.i
    return doc[first : last + 1].text
