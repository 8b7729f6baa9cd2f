"""Has the heads of past days time-stamped by the authority that desk.toml names, and seals the tokens."""

# ruff: noqa: PLC0415 - the database and the authority's protocol load only where one is named
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dateline.archive.seal import Given
from dateline.errors import FetchError
from dateline.pipeline import adding
from dateline.pipeline.desk import Desk

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def stamp(desk: Desk, *, now: Callable[[], dt.datetime]) -> Iterator[str]:
    """Seal a token for each day that is over and has none; yield a line when the authority gives none.

    Does nothing on a desk that names no authority.
    """
    url = desk.settings.archive.authority
    if url is None:
        return
    from dateline.archive import stamps

    roots = certificates(desk)
    for head in stamps.wanted(desk.archive, now().date()):
        try:
            token = stamps.ask(url, head.read_bytes(), roots, desk.settings.fetch.proxy)
        except FetchError as error:
            yield str(error)
            return
        adding.seal_only(desk, [Given(stamps.name(head), stamps.REPLY, token)], now=now)


def certificates(desk: Desk) -> list[Certificate]:
    """Return the certificates by which this desk's tokens are checked."""
    from dateline.archive import stamps

    return stamps.certificates(desk.table(desk.settings.archive.certificate))
