"""Writes the receipt of one sealed copy: a page that carries all it needs, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from shlex import quote
from urllib.parse import urlsplit

from dateline import __version__
from dateline.model import Receipt
from dateline.publish import wording
from dateline.publish.page import render

# The key's file has the beginning of its hash for a name.
KEY_NAME = 16


def write(found: Receipt, out: Path) -> Path:
    """Write ``receipt-LINE.html`` and ``.json`` into ``out`` and return the page's path."""
    out.mkdir(parents=True, exist_ok=True)
    page = out / f"receipt-{found.line}.html"
    page.write_text(html(found), encoding="utf-8", newline="\n")
    record = found.model_dump_json(indent=1) + "\n"
    page.with_suffix(".json").write_text(record, encoding="utf-8", newline="\n")
    return page


def html(found: Receipt) -> str:
    """Return the page. Everything in it that others wrote is escaped."""
    return render(
        "receipt.html.j2",
        one=found,
        what=_what(found),
        checks=list(checks(found)),
        generator=f"dateline {__version__}",
    )


def _what(found: Receipt) -> str:
    if found.start is None:
        return f"The file {wording.isolated(PurePosixPath(found.capture.uri).name)}"
    return f"A page of {wording.isolated(urlsplit(found.capture.uri).netloc)}"


def checks(found: Receipt) -> Iterator[tuple[str, str]]:
    """Yield shell commands, each with what it must print; paths are below the archive."""
    kept = found.capture
    if found.start is None or found.end is None:
        yield f"sha256sum {quote(kept.path)}", kept.sha256
    else:
        cut = f"tail -c +{found.start + 1} {quote(kept.path)} | head -c {found.end - found.start}"
        yield f"{cut} | sha256sum", f"{found.records}"
        yield f"{cut} | zcat | less", "the request and the answer, to read"
    yield f"sed -n {found.line}p log.jsonl | tr -d '\\n' | sha256sum", found.seal
    if found.vouched:
        yield f"sha256sum keys/{found.vouched.key[:KEY_NAME]}.pem", found.vouched.key
