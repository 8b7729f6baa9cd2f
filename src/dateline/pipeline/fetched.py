"""Turns what was fetched into inputs of a desk, each with the exchange that is sealed for it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.archive.exchanges import Exchange, Redirect
from dateline.archive.payloads import digest
from dateline.collect import remote
from dateline.collect.answers import Cut, Fetched
from dateline.pipeline.inputs import UNKNOWN, Found

# The reasons of WARC-Truncated (ISO 28500:2017, 5.13).
TRUNCATED = {
    Cut.SIZE: "length",
    Cut.TIME: "time",
    Cut.BROKEN: "disconnect",
    Cut.PACKING: "unspecified",
}


def found(fetched: Fetched) -> Iterator[Found]:
    """Yield what an answer holds for ``adding.keep``. Raises what ``remote.read`` raises."""
    sealed = exchange(fetched)
    for item in remote.read(fetched):
        yield Found(item.uri, item, sealed)


def exchange(fetched: Fetched, note: str | None = None) -> Exchange:
    """Return an answer of any status as the archive seals it, with a ``note`` of why it was asked so."""
    media = (fetched.header("Content-Type") or "").partition(";")[0].strip().casefold()
    return Exchange(
        url=fetched.url,
        status=fetched.status,
        headers=fetched.headers,
        raw=fetched.raw,
        payload=fetched.body,
        asked=fetched.started,
        media_type=media or UNKNOWN,
        sent=fetched.request,
        reason=fetched.reason or None,
        version=fetched.version,
        address=fetched.hops[-1].address,
        cut=TRUNCATED[fetched.cut] if fetched.cut else None,
        facts=tuple(_facts(fetched, note)),
        redirects=tuple(Redirect(hop.url, hop.status, hop.headers, hop.address) for hop in fetched.hops[:-1]),
    )


def sha256(fetched: Fetched) -> str:
    """Return the name under which an answer's payload is sealed."""
    return digest(fetched.body)


def _facts(fetched: Fetched, note: str | None) -> Iterator[tuple[str, str]]:
    """Yield what the answer itself does not tell of how it was reached."""
    yield "robots", fetched.robots.value
    yield "tries", str(fetched.tries)
    yield "ended", fetched.ended.isoformat()
    if note:
        yield "note", note
