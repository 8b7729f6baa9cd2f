"""Reads Mastodon statuses as its API gives them: a list of them, one, or the answer to a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from dateline.collect.feeds import plain
from dateline.collect.posts import Post, at, table, tables, text, texts


class Mastodon:
    """Statuses of the Mastodon API."""

    name = "Mastodon list"

    def fits(self, value: Any) -> bool:
        """Return whether there is a status in it."""
        return any(map(_is_status, _statuses(value)))

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield the statuses; a boost is the boosted status, published again by who boosted it."""
        known = {text(s.get("id")): text(s.get("url")) for s in tables(_statuses(value))}
        for status in _statuses(value):
            yield _post(status, known) if _is_status(status) else "no status"


def _statuses(value: Any) -> list[Any]:
    if isinstance(value, dict):
        held = value.get("statuses")
        return held if isinstance(held, list) else [value]
    return value if isinstance(value, list) else []


def _is_status(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("account"), dict) and "created_at" in value and (
        isinstance(value.get("content"), str) or isinstance(value.get("reblog"), dict)
    )  # fmt: skip


def _post(status: Mapping[str, Any], known: Mapping[str | None, str | None]) -> Post:
    own = status["reblog"] if isinstance(status.get("reblog"), dict) else status
    boosted = own is not status
    account = table(own.get("account"))
    handle = _handle(account)
    replied = text(own.get("in_reply_to_id"))
    media = list(tables(own.get("media_attachments")))
    warning, words = text(own.get("spoiler_text")), plain(text(own.get("content")) or "")
    card = at(own, "quote", "quoted_status")
    return Post(
        "\n\n".join(part for part in (warning, words) if part),
        key=text(status.get("id")),
        source=_handle(table(status.get("account"))),
        author=text(account.get("display_name")) or handle,
        url=text(own.get("url")) or text(own.get("uri")),
        resource=text(status.get("uri")) if boosted else None,
        published=text(own.get("created_at")),
        language=text(own.get("language")),
        captions=texts(item.get("description") for item in media),
        embeds=texts([plain(text(at(card, "content")) or "")]),
        in_reply_to=known.get(replied) or replied,
        forwarded_from=handle if boosted else None,
        edited=text(own.get("edited_at")),
        media=texts(item.get("url") for item in media),
    )


def _handle(account: Mapping[str, Any]) -> str | None:
    """Return an account's full name, "@name@server": on its own server the API leaves the server out."""
    name = text(account.get("acct")) or text(account.get("username"))
    if name is None:
        return None
    try:
        server = urlsplit(text(account.get("url")) or "").hostname
    except ValueError:
        server = None
    return f"@{name}" if "@" in name or not server else f"@{name}@{server}"
