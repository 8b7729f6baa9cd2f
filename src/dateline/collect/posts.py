"""Turns posts of whatever network into reports: the words with their zones, and the marks beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.collect import fields
from dateline.collect.base import Collected
from dateline.errors import NotText
from dateline.model import Failure, Marks, Report, Zone, ZoneKind

LINE = re.compile(r"\S(?:[^\n]*\S)?")
# A tag has a letter: "#1" is a number. A mention is no part of an address or of a mail address.
HASHTAG = re.compile(r"(?<![\w/&])#(?=\w*[^\W\d])\w+")
MENTION = re.compile(r"(?<![\w/.])@\w[\w.-]*\w(?:@[\w-]+(?:\.[\w-]+)+)?")


WORDLESS = "without words (pictures, stickers)"


@dataclass(frozen=True, slots=True)
class Post:
    """One post as its network tells it.

    ``source`` is the account it was published under, ``author`` who wrote it. ``captions`` are texts of its
    pictures, ``embeds`` the words of others that it shows. Times are as given. An ``article`` is built like a
    page, so its zones are found when it is read.
    """

    text: str
    key: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    resource: str | None = None
    published: str | None = None
    published_rule: str = "time of the post"
    language: str | None = None
    captions: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    in_reply_to: str | None = None
    forwarded_from: str | None = None
    edited: str | None = None
    media: tuple[str, ...] = ()
    article: bool = False
    notes: tuple[Failure, ...] = ()


def report(post: Post, name: str) -> Report:
    """Return the report of one post with what its network says beside the words. ``name`` is its file's."""
    text, zones = _composed(post)
    made = fields.build(
        name,
        text,
        key=post.key,
        title=post.title,
        source=post.source,
        author=post.author,
        url=post.url,
        published=post.published,
        published_rule=post.published_rule,
        language=post.language,
        zones=zones,
        failures=post.notes,
    )
    if post.resource:
        made = fields.identified(made.model_copy(update={"resource": post.resource}))
    return made.model_copy(update={"marks": _marks(post)})


def collected(
    name: str,
    media: str,
    payload: bytes,
    kind: str,
    found: Iterable[Post | str],
    failures: list[Failure],
) -> Collected:
    """Return the reports of the posts in one file. What is left out is told once a reason, with its count.

    Raises NotText when not one post has words.
    """
    reports = []
    left_out: Counter[str] = Counter()
    for post in found:
        if isinstance(post, str) or not (post.text.strip() or post.captions or post.embeds):
            left_out[post if isinstance(post, str) else WORDLESS] += 1
            continue
        reports.append(report(post, name))
    for reason, count in left_out.items():
        message = f"{name}: {count} {'item was' if count == 1 else 'items were'} left out: {reason}"
        failures.append(Failure(step="collect", error="NoPost", message=message))
    if not reports:
        told = f" ({'; '.join(left_out)})" if left_out else ""
        raise NotText(name, f"is a {kind} without one text{told}", "check what was exported")
    return Collected(name, media, payload, tuple(reports), tuple(failures))


def _marks(post: Post) -> Marks | None:
    words = "" if post.article else post.text
    found = Marks(
        in_reply_to=post.in_reply_to,
        forwarded_from=post.forwarded_from,
        edited=post.edited,
        hashtags=tuple(dict.fromkeys(HASHTAG.findall(words))),
        mentions=tuple(dict.fromkeys(MENTION.findall(words))),
        media=post.media,
    )
    return found if found != Marks() else None


def _composed(post: Post) -> tuple[str, list[Zone]]:
    """Return the text of a post and its zones: a line of a post is a paragraph, however short it is."""
    added = [(ZoneKind.CAPTION, " ".join(line.split())) for line in post.captions]
    added += [(ZoneKind.EMBED, line.strip()) for words in post.embeds for line in words.split("\n")]
    added = [(kind, line) for kind, line in added if line]
    own = post.text.strip()
    if post.article and not added:
        return own, []
    zones = [Zone(kind=ZoneKind.BODY, start=m.start(), end=m.end()) for m in LINE.finditer(own)]
    for kind, line in added:
        own = f"{own}\n\n{line}" if own else line
        zones.append(Zone(kind=kind, start=len(own) - len(line), end=len(own)))
    return own, zones


# -- what exports hold, and what they hold instead ------------------------------------------


def text(value: object) -> str | None:
    """Return a value that is text or a number as text without outer blanks; None for all else and none."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value).strip() or None
    return None


def table(value: object) -> Mapping[str, object]:
    """Return a value that is an object; an empty one for all else."""
    return value if isinstance(value, dict) else {}


def tables(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a value that is a list."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def at(value: object, *keys: str) -> object:
    """Return what stands in an object under one key after another, or None."""
    for key in keys:
        value = table(value).get(key)
    return value


def texts(values: Iterable[object]) -> tuple[str, ...]:
    """Return the values that are text, in order."""
    return tuple(found for value in values if (found := text(value)))
