"""Tells who published a report: its source, else the site it stands on."""

from __future__ import annotations

import re

from dateline.model import Report

# What countries put before their own ("co.uk"), and sites that many publish on under names of their own.
_SHARED = frozenset({"co", "com", "org", "net", "gov", "ac"})
_HOSTED = frozenset({"wordpress", "blogspot", "tumblr", "substack", "medium", "typepad", "livejournal"})
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+)")


def publisher(report: Report) -> str | None:
    """Return who published: the source, else the site (an archived address names the original last)."""
    if report.source:
        return report.source.casefold()
    hosts = _HOST.findall(report.url or "")
    return _site(hosts[-1].casefold()) if hosts else None


def _site(host: str) -> str:
    """Return the site a host belongs to: "news.courier.example" is courier.example."""
    parts = host.split(".")
    owned = len(parts) < 3 or parts[-2] not in (_HOSTED if len(parts[-1]) > 2 else _HOSTED | _SHARED)
    return ".".join(parts[-2:] if owned else parts[-3:])
