"""Reads a Bluesky author feed (app.bsky.feed.getAuthorFeed) as its API gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.collect.posts import Post, at, table, tables, text, texts


class Bluesky:
    """The feed of one account on Bluesky."""

    name = "Bluesky feed"

    def fits(self, value: Any) -> bool:
        """Return whether there is a post in its feed."""
        return any(_is_item(item) for item in tables(at(value, "feed")))

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield the posts; a repost is the post of another, published again by the account."""
        for item in value["feed"]:
            yield _post(item) if _is_item(item) else "no post"


def _is_item(item: Any) -> bool:
    uri = at(item, "post", "uri")
    return isinstance(uri, str) and uri.startswith("at://") and isinstance(at(item, "post", "record"), dict)


def _post(item: Mapping[str, Any]) -> Post:
    post = table(item["post"])
    record, author = table(post["record"]), table(post.get("author"))
    handle = text(author.get("handle"))
    by = text(at(item, "reason", "by", "handle"))
    languages = record.get("langs")
    uri = str(post["uri"])
    return Post(
        text(record.get("text")) or "",
        key=uri,
        source=f"@{by or handle}" if by or handle else None,
        author=text(author.get("displayName")) or handle,
        url=address(uri, handle),
        resource=f"{uri}#repost-by-{by}" if by else None,
        published=text(record.get("createdAt")) or text(post.get("indexedAt")),
        language=text(languages[0]) if isinstance(languages, list) and len(languages) == 1 else None,
        captions=_captions(post.get("embed")),
        embeds=_embeds(post.get("embed")),
        in_reply_to=address(text(at(record, "reply", "parent", "uri"))),
        forwarded_from=f"@{handle}" if by and handle else None,
        media=_media(post.get("embed")),
    )


def address(uri: str | None, handle: str | None = None) -> str | None:
    """Return the page of a post ("at://who/collection/key"), under its handle when that is known."""
    who, _, rest = (uri or "").removeprefix("at://").partition("/")
    kind, _, key = rest.partition("/")
    return (
        f"https://bsky.app/profile/{handle or who}/post/{key}"
        if kind == "app.bsky.feed.post" and key
        else uri
    )


def _captions(embed: object) -> tuple[str, ...]:
    """Return the descriptions of pictures and of a film."""
    pictures = [*tables(at(embed, "images")), *tables(at(embed, "media", "images"))]
    films = [table(embed), table(at(embed, "media"))]
    return texts(item.get("alt") for item in [*pictures, *films])


def _embeds(embed: object) -> tuple[str, ...]:
    """Return what it shows of others: the quoted post's words, and the title and summary of a linked page."""
    quoted = [at(embed, "record", "value", "text"), at(embed, "record", "record", "value", "text")]
    pages = [table(at(embed, "external")), table(at(embed, "media", "external"))]
    return texts([*quoted, *(page.get(key) for page in pages for key in ("title", "description"))])


def _media(embed: object) -> tuple[str, ...]:
    pictures = [*tables(at(embed, "images")), *tables(at(embed, "media", "images"))]
    others = [at(embed, "playlist"), at(embed, "media", "playlist")]
    pages = [at(embed, "external", "uri"), at(embed, "media", "external", "uri")]
    return texts([*(item.get("fullsize") for item in pictures), *others, *pages])
