"""Tells what stands in a page's place: a soft 404, a login wall, a suspended account, the front page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline import data
from dateline.collect import decode, pages
from dateline.collect.answers import Fetched
from dateline.errors import NotText

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A page of fewer characters says little beside why it is empty, so that its whole text may be searched. The
# "not found" pages of a dozen content systems have 60 to 500 characters beside their menus; a news report of
# fewer than 600 is rare.
SHORT = 600
# Longer titles and headings are sentences of an article.
LONGEST_HEADING = 90
BESIDE = ("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "svg")
LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")


class Wall(StrEnum):
    """What stands there instead."""

    SOFT_404 = "soft 404"
    LOGIN = "login wall"
    SUSPENDED = "suspended account"
    HOME = "redirected to the front page"


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of a page: its title and headings, its text beside menus, a password field."""

    headings: tuple[str, ...]
    text: str
    asks_password: bool


def view(payload: bytes, name: str) -> View | None:
    """Return what a reader sees of a page; None for what is no page."""
    try:
        tree = pages.parse(decode.decode(payload, name)[0], name)
    except NotText:
        return None
    asks = any((one.get("type") or "").casefold() == "password" for one in tree.iter("input"))
    heads = [_words(one) for one in tree.iter("title", "h1", "h2")]
    for one in list(tree.iter(*BESIDE)):
        one.drop_tree()
    body = next(iter(tree.iter("body")), tree)
    return View(tuple(head for head in heads if head), _words(body), asks)


def wall(fetched: Fetched, asked: str) -> Wall | None:
    """Return what stands at ``asked`` instead of a report, as far as the answer alone can tell.

    The caller knows whether the captured words are still there; then it is no wall, whatever this says.
    """
    if away := _redirected(asked, fetched.url):
        return away
    seen = view(fetched.body, fetched.url)
    if seen is None:
        return None
    told = [head.casefold() for head in seen.headings if len(head) <= LONGEST_HEADING]
    told += [seen.text.casefold()] if len(seen.text) <= SHORT else []
    for kind, table in ((Wall.SUSPENDED, "suspended"), (Wall.SOFT_404, "soft404")):
        if any(pattern.search(words) for words in told for pattern in _phrases(table)):
            return kind
    short = len(seen.text) <= SHORT
    if short and (seen.asks_password or any(p.search(w) for w in told for p in _phrases("login"))):
        return Wall.LOGIN
    return None


def _redirected(asked: str, ended: str) -> Wall | None:
    """Return what a redirect says by where it ends."""
    before, after = urlsplit(asked), urlsplit(ended)
    path, was = after.path.strip("/").casefold(), before.path.strip("/").casefold()
    if path == was and before.query == after.query:
        return None
    found = data.toml("vanishing")
    if any(f"/{part}/" in f"/{path}/" and f"/{part}/" not in f"/{was}/" for part in found["login"]["paths"]):
        return Wall.LOGIN
    home = path in found["home"]["paths"] or LANGUAGE.fullmatch(path)
    deep = bool(was) and was not in found["home"]["paths"]
    return Wall.HOME if home and deep and not after.query else None


@cache
def _phrases(table: str) -> tuple[re.Pattern[str], ...]:
    """Return the phrases as whole words: "404" is not in "1404"."""
    phrases = data.toml("vanishing")[table]["phrases"]
    return tuple(re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)") for phrase in phrases)


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).replace("’", "'").split())
