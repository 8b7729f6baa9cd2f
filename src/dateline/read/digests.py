"""Digests by place: "#Place: 1) “a post” – handle 2) “another” – handle", as people pass on posts.

Each post is a statement of its handle, with the place of the heading as its context. In readers' comments,
too: there it is read and attributed, and stays no part of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from dateline.model import Event, Figure, Mode, Place, Report, Span, Statement
from dateline.read import places

T = TypeVar("T", Figure, Event)

RULE = "digest by place"
# The heading: a hashtag that opens a line, behind a list's number perhaps, and a colon.
HEAD = re.compile(r"^[ \t•*·-]*(?:\d{1,4}[.)][ \t]+)?#(?P<place>[^\W\d_][\w'’-]*)[ \t]*:", re.MULTILINE)
# A post: its number perhaps, its words in quotation marks, a dash, and the handle at the end of the line.
POST = re.compile(
    r"[“\"](?P<words>[^“”\"\n]{3,1000})[”\"][ \t]*[–—-]{1,2}[ \t]*"
    r"(?P<handle>@?\w[\w.-]{1,40}(?: [A-Z]\w+){0,2})[ \t.,;]*(?=$|\n|\d{1,2}\)|https?://|[“\"])",
    re.MULTILINE,
)
# A digest ends where a paragraph does, or where the next heading stands.
END = re.compile(r"\n[ \t]*\n")
# The level of a place that a text ties to words; only these stand against the heading's.
TIED = frozenset({"phrase", "clause", "sentence"})


@dataclass(frozen=True, slots=True)
class Post:
    """One post passed on: its words, who wrote it, the word of the heading that names its place."""

    words: Span
    handle: Span
    place: Span


def find(text: str) -> Iterator[Post]:
    """Yield the posts of every digest in a text, in order."""
    heads = list(HEAD.finditer(text))
    for at, head in enumerate(heads):
        after = END.search(text, head.end())
        ends = [after.start() if after else len(text), *(h.start() for h in heads[at + 1 : at + 2])]
        for one in POST.finditer(text, head.end(), min(ends)):
            yield Post(_span(one, "words"), _span(one, "handle"), _span(head, "place"))


def read(report: Report) -> Report:
    """Return the report with the posts of its digests as statements; without a digest it is the same record.

    What was read as another statement on the same words gives way. Counts and events in a post that have no
    place in their own sentence take the heading's.
    """
    posts = list(find(report.text))
    if not posts:
        return report
    settled = _places(report, posts)
    numbers = (f"d{n}" for n in count(1))
    said = [_statement(next(numbers), post, settled.get(post.place.start)) for post in posts]
    gone = {own.id for own in report.statements if any(_meet(own, post) for post in posts)}
    where = [(post.words, own) for post, own in zip(posts, said, strict=True)]
    kept = [own for own in report.statements if own.id not in gone]
    statements = tuple(
        one.model_copy(update={"via": None}) if one.via in gone else one
        for one in sorted([*kept, *said], key=lambda one: one.content[0].start)
    )
    new = [place for place in settled.values() if place not in report.places]
    return report.model_copy(
        update={
            "statements": statements,
            "places": (*report.places, *dict.fromkeys(new)),
            "figures": tuple(_attributed(one, one.start, where, gone) for one in report.figures),
            "events": tuple(_attributed(one, one.trigger.start, where, gone) for one in report.events),
        }
    )


def _statement(label: str, post: Post, place: Place | None) -> Statement:
    return Statement(
        id=label,
        speaker=post.handle,
        name=post.handle.text,
        content=(post.words,),
        mode=Mode.DIRECT,
        rule=RULE,
        place=place.id if place else None,
    )


def _meet(own: Statement, post: Post) -> bool:
    return any(span.start < post.words.end and post.words.start < span.end for span in own.content)


def _places(report: Report, posts: Sequence[Post]) -> dict[int, Place]:
    """Return the place of each heading, by where its word stands: as it was read, else as its namesakes.

    A heading that no gazetteer knows ("#International") is no place.
    """
    found: dict[int, Place] = {}
    for number, post in enumerate(posts, start=1):
        word = post.place
        if word.start in found:
            continue
        read_as = next((one for one in report.places if one.start <= word.start < one.end), None)
        if place := read_as or _named(report, word, f"dl{number}"):
            found[word.start] = place
    return found


def _named(report: Report, word: Span, label: str) -> Place | None:
    alike = next((one for one in report.places if one.text.casefold() == word.text.casefold()), None)
    if alike is not None:
        return alike.model_copy(update={**word.model_dump(), "id": label, "modifier": None, "rule": RULE})
    candidates = places.look_up(word.text)[:5]
    if not candidates:
        return None
    only = candidates[0] if len(candidates) == 1 else None
    kept = only.model_dump(exclude={"population"}) if only else {"name": word.text}
    precision = (1 if only.kind in ("settlement", "quarter") else 3) if only else None
    return Place(id=label, **word.model_dump(), **kept, precision=precision, rule=RULE, candidates=candidates)


def _attributed(one: T, start: int, where: Sequence[tuple[Span, Statement]], gone: set[str]) -> T:
    inside = next((own for words, own in where if words.start <= start < words.end), None)
    if inside is None:
        lost = one.attributed_to in gone
        return one.model_copy(update={"attributed_to": None}) if lost else one
    update: dict[str, object] = {"attributed_to": inside.id}
    if inside.place and one.place_rule not in TIED:
        update |= {"places": (inside.place,), "place_rule": "section"}
    return one.model_copy(update=update)


def _span(match: re.Match[str], group: str) -> Span:
    return Span(start=match.start(group), end=match.end(group), text=match[group])
