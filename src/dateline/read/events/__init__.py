"""What happened: ACLED event types from triggers, their company and their syntax."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.strings import get_string_id

from dateline.model import Actor, Event, Figure
from dateline.read import clauses
from dateline.read.clauses import VERBS, Clauses
from dateline.read.events import causes, factuality, news, sides, weapons
from dateline.read.events.company import Company, Hit, hits
from dateline.read.events.triggers import Table, table
from dateline.read.page import Mention, Page, Passage

AMOD = get_string_id("amod")


def find(
    page: Page, figures: Sequence[Mention[Figure]], actors: Sequence[Mention[Actor]]
) -> list[Mention[Event]]:
    """Return one mention a trigger, in reading order, ids "e1", "e2", ... assigned.

    Sides are actor ids, figures the ids of those that the trigger's clause counts. The report's
    main event is marked; places, periods and speakers come later (``attach``).
    """
    words = table()
    by_passage = _group(actors)
    found: list[Mention[Event]] = []
    said: set[str] = set()
    for passage in page.passages:
        known = hits(passage.doc, words)
        if known:
            said.update(word for hit in known for word in hit.words)
            found.extend(_events(passage, known, by_passage.get(passage.index, ()), words))
    found = causes.settle(found, words, said)
    found = [_numbered(event, n) for n, event in enumerate(found, 1)]
    return news.mark_main(_with_figures(found, figures), figures, words)


def _group(actors: Sequence[Mention[Actor]]) -> dict[int, list[Mention[Actor]]]:
    grouped: dict[int, list[Mention[Actor]]] = {}
    for actor in actors:
        grouped.setdefault(actor.passage.index, []).append(actor)
    return grouped


def _events(
    passage: Passage, known: list[Hit], actors: Sequence[Mention[Actor]], words: Table
) -> Iterator[Mention[Event]]:
    c = clauses.of(passage.doc)
    company = Company(passage, c, known, actors)
    done = -1
    for hit in known:
        if hit.first <= done:
            continue
        if company.names(hit):
            continue
        event = _event(passage, c, company, hit, words)
        if event is not None:
            done = hit.last
            yield event


def _event(passage: Passage, c: Clauses, company: Company, hit: Hit, words: Table) -> Mention[Event] | None:
    """Return the event that ``hit`` reports, trying its words from the longest phrase down."""
    i = clauses.top(c, hit.first, hit.last)
    verbal = c.pos[i] in VERBS
    for word in hit.words if verbal else _as_noun(c, hit):
        if word in words.proper and c.doc[i].tag_.startswith("NNP"):
            continue
        for trigger in words.triggers.get(word, ()):
            if word not in trigger.verbs and c.lower[hit.last] not in words.nominal:
                continue
            if not fits(c, i, word in trigger.verbs, word in trigger.nouns, len(word.split())):
                continue
            name, weak = trigger.settle(word, verbal, company.around(hit, i, verbal))
            if name is not None:
                notes = {"word": word, "weak": "yes"} if weak else {"word": word}
                return _mention(passage, c, company, hit, i, verbal, name, notes)
    return None


def _as_noun(c: Clauses, hit: Hit) -> list[str]:
    """Return the readings with a noun spelled as it stands before the verb it comes from: "bombing"."""
    form = c.doc[hit.first].lower_
    return sorted(hit.words, key=lambda word: (" " not in word, word != form))


def fits(c: Clauses, i: int, as_verb: bool, as_noun: bool, length: int) -> bool:
    """Tell whether the tag agrees with the table; phrases and title case are taken on their words."""
    if c.dep[i] == AMOD and c.doc[i].tag_ == "VBG" and not sides.joined(c, i):
        return False  # "the fighting spirit", "the attacking side": what they are like, not what happened
    if length > 1 or (as_verb and as_noun):
        return True
    if c.pos[i] in VERBS or c.doc[i].tag_ in {"VBN", "VBD", "VBG"}:
        return as_verb or c.doc[i].tag_ == "VBG"
    return as_noun or (as_verb and c.doc[i].tag_.startswith("NNP"))


def _mention(
    passage: Passage,
    c: Clauses,
    company: Company,
    hit: Hit,
    i: int,
    verbal: bool,
    name: str,
    notes: dict[str, str],
) -> Mention[Event]:
    side_a, side_b = company.parties(i, verbal)
    event = Event(
        id="e0",
        type=name,
        trigger=passage.span(hit.first, hit.last),
        side_a=side_a,
        side_b=side_b,
        weapon=weapons.find(company.frame(hit, i), name),
        factuality=factuality.of(c, i, verbal),
        background=factuality.describes(c, i),
    )
    return Mention(event, passage, c.doc[i], c.doc[c.head[i]], notes)


def _numbered(mention: Mention[Event], number: int) -> Mention[Event]:
    return replace(mention, record=mention.record.model_copy(update={"id": f"e{number}"}))


def _with_figures(events: list[Mention[Event]], figures: Sequence[Mention[Figure]]) -> list[Mention[Event]]:
    """Give each figure to the nearest event of its clause, else of its sentence."""
    by_sentence: dict[tuple[int, int], list[int]] = {}
    for n, event in enumerate(events):
        by_sentence.setdefault(_sentence(event, event.head.i), []).append(n)
    claimed: dict[int, list[str]] = {}
    for figure in figures:
        i = (figure.governor or figure.head).i
        near = by_sentence.get(_sentence(figure, i), ())
        c = clauses.of(figure.passage.doc)
        best = min(near, key=lambda n: _distance(c, i, events[n].head.i), default=None)
        if best is not None:
            claimed.setdefault(best, []).append(figure.record.id)
    return [_claiming(event, claimed.get(n)) for n, event in enumerate(events)]


def _sentence(mention: Mention[Event] | Mention[Figure], i: int) -> tuple[int, int]:
    return mention.passage.index, clauses.of(mention.passage.doc).sentence[i]


def _distance(c: Clauses, i: int, j: int) -> tuple[bool, bool, int]:
    return i != j, c.clause[i] != c.clause[j], abs(i - j)


def _claiming(event: Mention[Event], figures: list[str] | None) -> Mention[Event]:
    if not figures:
        return event
    return replace(event, record=event.record.model_copy(update={"figures": tuple(figures)}))
