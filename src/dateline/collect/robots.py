"""Reads robots.txt as RFC 9309 says: the group of our name, and in it the longest rule that fits.

The standard library's reader takes the first rule that fits and knows no wildcards, so it answers
wrongly for many sites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote_to_bytes

# The name that robots.txt files would call us by.
AGENT = "dateline"
# RFC 9309, 2.5: at least this much must be read; what follows it may be ignored.
LARGEST = 512_000
# A crawl delay is a wish from before the standard. Half a minute between pages is as polite as a reader;
# longer ones (days are found) mean "stay away", which Disallow says.
LONGEST_DELAY = 30.0
LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*([^#\r\n]*)")
SAFE = "/:@!$&'()*+,;=~?%-._"


class Robots(StrEnum):
    """What robots.txt had to say about a fetch, recorded on its result."""

    ALLOWED = "allowed"
    ABSENT = "absent"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for us: (allow, pattern) in the file's order, and the seconds between pages it asks for."""

    lines: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Return whether a path with its query may be fetched; of two rules of one length the kinder wins."""
        path = _plain(path or "/")
        fits = [(len(pattern), allow) for allow, pattern in self.lines if _fits(pattern, path)]
        return max(fits, default=(0, True))[1] or path == "/robots.txt"


def parse(text: str, agent: str = AGENT) -> Rules:
    """Return the rules for ``agent``, or those for everyone when no group names it. Never raises."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    heading = False
    for line in text.removeprefix("\ufeff").splitlines():
        if not (match := LINE.match(line)):
            continue
        key, value = match.group(1).casefold(), match.group(2).strip()
        if key == "user-agent":
            names = [*names, _product(value)] if heading else [_product(value)]
            groups.setdefault(names[-1], [])
            heading = True
        elif key in {"allow", "disallow", "crawl-delay"}:
            heading = False
            for name in dict.fromkeys(names):
                groups[name].append((key, value))
    return _rules(groups.get(agent.casefold(), groups.get("*", [])))


def _rules(lines: list[tuple[str, str]]) -> Rules:
    kept = tuple((key == "allow", _plain(value)) for key, value in lines if key != "crawl-delay" and value)
    waits = [value for key, value in lines if key == "crawl-delay"]
    numbers = [float(value) for value in waits if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value)]
    return Rules(kept, min(max(numbers), LONGEST_DELAY) if numbers else None)


def _product(value: str) -> str:
    """Return the product token of a user-agent line: "Dateline/1.0" names "dateline"."""
    return value.partition("/")[0].strip().casefold()


def _plain(path: str) -> str:
    """Return a path with its percent signs in one form: "%7Ejoe" and "~joe" are the same page."""
    parts = re.split(r"(%2[Ff]|%2[Aa]|%24|%25)", path)
    return "".join(
        part.upper() if at % 2 else quote(unquote_to_bytes(part), safe=SAFE) for at, part in enumerate(parts)
    )


def _fits(pattern: str, path: str) -> bool:
    """Return whether a pattern with * and $ fits the start of a path, without backtracking."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or path == first
    at = len(first)
    for piece in rest[:-1] if anchored else rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or (path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at)
