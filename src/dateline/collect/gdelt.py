"""Reads article lists of the GDELT DOC 2.0 API: titles, addresses and when they were seen, no texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline import data
from dateline.collect.posts import Post, at, tables, text
from dateline.collect.reliefweb import title_only

SEEN = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


class Gdelt:
    """An article list (mode ArtList) of the GDELT DOC API."""

    name = "GDELT article list"

    def fits(self, value: Any) -> bool:
        """Return whether there is an article that GDELT has seen."""
        return any("seendate" in article and "url" in article for article in tables(at(value, "articles")))

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield the titles, each noting that it is no more."""
        for article in value["articles"]:
            yield _post(article) if isinstance(article, dict) else "no article"


def _post(article: Mapping[str, Any]) -> Post:
    title, url = text(article.get("title")), text(article.get("url"))
    seen = text(article.get("seendate"))
    match = SEEN.fullmatch(seen or "")
    return Post(
        title or "",
        title=title,
        source=text(article.get("domain")),
        url=url,
        published="{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else seen,
        published_rule="when the article was first seen by the service",
        language=data.toml("language_names")["code"].get((text(article.get("language")) or "").casefold()),
        notes=(title_only(url or title or "article"),),
    )
