"""Reads reports as the ReliefWeb API (v2) gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.collect.feeds import plain
from dateline.collect.posts import Post, at, table, tables, text, texts
from dateline.model import Failure


class ReliefWeb:
    """A list of reports of the ReliefWeb API, or one."""

    name = "ReliefWeb list"

    def fits(self, value: Any) -> bool:
        """Return whether it is an answer of that API."""
        first = next(tables(at(value, "data")), {})
        where = f"{text(at(value, 'href'))} {text(first.get('href'))} {text(at(first, 'fields', 'url'))}"
        return isinstance(first.get("fields"), dict) and "reliefweb.int/" in where

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield the reports; one without a body holds its title, and says so."""
        for item in value["data"]:
            yield _post(item) if isinstance(at(item, "fields"), dict) else "no report"


def _post(item: Mapping[str, Any]) -> Post:
    held = table(item["fields"])
    title = text(held.get("title"))
    body = plain(text(held.get("body-html")) or "") or text(held.get("body"))
    original = text(at(held, "date", "original"))
    return Post(
        body or title or "",
        key=text(item.get("id")) or text(held.get("id")),
        title=title,
        source=", ".join(texts(source.get("name") for source in tables(held.get("source")))) or None,
        url=text(held.get("url_alias")) or text(held.get("url")),
        published=original or text(at(held, "date", "created")),
        published_rule="date.original of the service" if original else "date.created of the service",
        language=next(iter(texts(one.get("code") for one in tables(held.get("language")))), None),
        media=texts(file.get("url") for file in tables(held.get("file"))),
        article=True,
        notes=() if body else (title_only(text(held.get("url")) or title or "report"),),
    )


def title_only(item: str) -> Failure:
    """Return the note on a report of which only the title is known."""
    message = f"{item}: only the title is known; add the page itself to have its text"
    return Failure(step="collect", error="TitleOnly", message=message)
