"""Parties to the conflict, under their neutral names.

Three sources, in this order: the table of parties, names that show by their shape or by the noun
after them that they are a group's, and nouns for kinds of actors ("the police", "Kenyan troops").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Place, Span
from dateline.read import clauses
from dateline.read.actors import spell
from dateline.read.actors.groups import Draft, of_groups, of_nations
from dateline.read.actors.parties import Alias, Table, table
from dateline.read.clauses import Clauses
from dateline.read.page import Mention, Page, Passage


def find(page: Page, places: Sequence[Mention[Place]], parties: Table | None = None) -> list[Mention[Actor]]:
    """Return the mentions in reading order, each with the whole record of its actor.

    Ids "a1", "a2", ... follow the first mentions. ``notes`` hold the first and last token.
    """
    known = parties or table()
    country = page.country or _country(places)
    drafts: list[_Placed] = []
    for passage in page.passages:
        drafts.extend(_Placed(passage, draft) for draft in _drafts(passage, known, country))
    return _records(drafts)


@dataclass(frozen=True, slots=True)
class _Placed:
    passage: Passage
    draft: Draft


def _country(places: Sequence[Mention[Place]]) -> str | None:
    """Return the country that most of the report's places lie in."""
    counts = Counter(place.record.country for place in places if place.record.country)
    return counts.most_common(1)[0][0] if counts else None


def _drafts(passage: Passage, known: Table, country: str | None) -> list[Draft]:
    words = spell.words(passage.doc, known)
    if words is None:
        return []
    c = clauses.of(passage.doc)
    taken: dict[int, Draft] = {}
    for draft in _aliases(c, words, known, country):
        _take(taken, draft)
    for draft in of_groups(c, words, known, taken):
        party = known.standing.get((country or "", draft.name))
        _take(taken, replace(draft, name=party.name, kind=party.kind) if party else draft)
    for draft in of_nations(c, words, known, taken):
        _take(taken, draft)
    return sorted(set(taken.values()), key=lambda draft: (draft.first, draft.name))


def _take(taken: dict[int, Draft], draft: Draft) -> None:
    for i in range(draft.first, draft.last + 1):
        taken.setdefault(i, draft)


def _aliases(c: Clauses, words: list[str], known: Table, country: str | None) -> Iterator[Draft]:
    """Yield the parties of the table, the longest alias at each token."""
    done = -1
    for i, word in enumerate(words):
        if i <= done or word not in known.aliases:
            continue
        for alias in known.aliases[word]:
            if alias.country and alias.country != country:
                continue
            last = follow(words, i, alias.rest)
            if last is not None and _cased(c, i, alias):
                done = last
                yield Draft(i, last, alias.party.name, alias.party.kind)
                break


def _cased(c: Clauses, i: int, alias: Alias) -> bool:
    return not alias.cased or c.doc[i].text[:1].isupper()


def follow(words: Sequence[str], i: int, rest: Sequence[str]) -> int | None:
    """Return the index of the last of ``rest`` after ``i``; empty words (articles, hyphens) are skipped."""
    for word in rest:
        i += 1
        while i < len(words) and not words[i]:
            i += 1
        if i >= len(words) or words[i] != word:
            return None
    return i


def _records(drafts: list[_Placed]) -> list[Mention[Actor]]:
    """Give every mention the whole record of its actor."""
    spans: dict[str, list[Span]] = {}
    kinds: dict[str, str] = {}
    for placed in drafts:
        name = placed.draft.name
        spans.setdefault(name, []).append(placed.passage.span(placed.draft.first, placed.draft.last))
        kinds.setdefault(name, placed.draft.kind)
    actors = {
        name: Actor(id=f"a{n}", name=name, kind=kinds[name], mentions=tuple(found))
        for n, (name, found) in enumerate(spans.items(), 1)
    }
    return [_mention(placed, actors[placed.draft.name]) for placed in drafts]


def _mention(placed: _Placed, actor: Actor) -> Mention[Actor]:
    draft, doc = placed.draft, placed.passage.doc
    c = clauses.of(doc)
    top = clauses.top(c, draft.first, draft.last)
    notes = {"first": str(draft.first), "last": str(draft.last)}
    return Mention(actor, placed.passage, doc[top], doc[c.head[top]], notes)
