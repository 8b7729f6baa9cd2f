"""Where a page of the site lies as a file, and its links as they must be there, below any address."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote

# The links of our own pages: templates write every attribute in double quotes, and escape what is inside.
LINK = re.compile(r'(?<=\s)(href|src)="(/(?!/)[^"]*)"')
ID = re.compile(r'\sid="([^"]+)"')
# Bytes of a name that every file system takes; a longer one, of a name in a report, is cut and told apart.
LONGEST = 200
INDEX = "index.html"


class Target(NamedTuple):
    """Where a link of ours leads: a path of the site, as it is served, and a place in the page."""

    path: str
    fragment: str


def target(link: str) -> Target:
    """Return where a link leads, as it stands in the page's source."""
    path, _, fragment = html.unescape(link).partition("#")
    return Target(unquote(path.partition("?")[0]), unquote(fragment))


def file_of(path: str) -> str:
    """Return the file of a path of the site: /briefs/2016-12-04/ is briefs/2016-12-04/index.html.

    Raises ValueError for a path that would lead out of the folder.
    """
    parts = path.lstrip("/").split("/")
    if any(part in (".", "..") or "\x00" in part for part in parts) or "" in parts[:-1]:
        raise ValueError(path)
    named = [_short(part) for part in parts]
    return "/".join([*named[:-1], named[-1] or INDEX])


def targets(page: str) -> list[Target]:
    """Return where the links of a page lead, those to the site alone."""
    return [target(match[2]) for match in LINK.finditer(page)]


def relative(page: str, own: str) -> str:
    """Return the page with its links as they lead from the file ``own`` to files beside it."""
    start = posixpath.dirname(own)

    def lead(path: str) -> str:
        return quote(posixpath.relpath(file_of(path), start or "."))

    return _rewritten(page, lead)


def below(page: str, prefix: str) -> str:
    """Return the page with its links below ``prefix``: for the page of what is not there, shown anywhere."""
    return _rewritten(page, lambda path: quote(prefix + path))


def _rewritten(page: str, lead: Callable[[str], str]) -> str:
    def one(match: re.Match[str]) -> str:
        path, fragment = target(match[2])
        link = lead(path) + (f"#{quote(fragment)}" if fragment else "")
        return f'{match[1]}="{html.escape(link)}"'

    return LINK.sub(one, page)


def _short(part: str) -> str:
    if len(part.encode()) <= LONGEST:
        return part
    kept = part.encode()[: LONGEST - 20].decode(errors="ignore")
    return f"{kept}-{hashlib.sha256(part.encode()).hexdigest()[:12]}"
