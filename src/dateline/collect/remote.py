"""Turns what was fetched into captures and reports, by the same collectors that read files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from dateline.collect import fields, pages
from dateline.collect.answers import Fetched
from dateline.collect.base import Collected, InputFile, failure
from dateline.collect.files import choose
from dateline.collect.pages import Pages
from dateline.errors import EmptyInput, FetchError, Truncated
from dateline.model import Failure, Report

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
UNCHANGED = 304


def read(fetched: Fetched, columns: Mapping[str, str] | None = None) -> Iterator[Collected]:
    """Yield what an answer holds: nothing when it is unchanged (304).

    ``columns`` are those of a table, by the field they hold. A body that was cut keeps a failure on
    each capture. Raises FetchError for an answer that is no success,
    EmptyInput for one without a body, and the collector's own InputError when nothing in it can be used.
    """
    if fetched.status == UNCHANGED:
        return
    check(fetched)
    item = InputFile(_name(fetched.url), data=fetched.body)
    collector = choose(item, columns=columns)
    found = iter([_page(fetched)]) if isinstance(collector, Pages) else collector.collect(item)
    missing = notes(fetched)
    for one in found:
        reports = tuple(_placed(report, item.name, fetched.url) for report in one.reports)
        yield replace(
            one,
            uri=fetched.url if one.uri == item.name else one.uri,
            reports=reports,
            failures=(*one.failures, *missing),
        )


def check(fetched: Fetched) -> None:
    """Raise FetchError for an answer that is no success, EmptyInput for one without a body."""
    if not 200 <= fetched.status < 300:
        raise FetchError(
            fetched.url, f"answered {status(fetched.status)}", "check the address, or try again later"
        )
    if not fetched.body.strip():
        raise EmptyInput(fetched.url, "answered without a text", "open it in a browser")


def status(number: int) -> str:
    """Return a status with its words: "404 (Not Found)"."""
    try:
        return f"{number} ({HTTPStatus(number).phrase})"
    except ValueError:
        return str(number)


def _page(fetched: Fetched) -> Collected:
    media = fetched.header("Content-Type") or ""
    charset = CHARSET.search(media)
    report = pages.report(
        fetched.body, fetched.url, url=fetched.url, charset=charset.group(1) if charset else None
    )
    return Collected(fetched.url, "text/html", fetched.body, (report,))


def _placed(report: Report, name: str, url: str) -> Report:
    """Return a report without an address of its own under the one that was fetched."""
    if report.url or not (report.resource or "").startswith(name):
        return report
    resource = url + (report.resource or "").removeprefix(name)
    return fields.identified(report.model_copy(update={"resource": resource}))


def notes(fetched: Fetched) -> tuple[Failure, ...]:
    """Return what was missing of the body, as a failure of the fetch."""
    if fetched.cut is None:
        return ()
    problem = f"is not whole ({fetched.cut.value}); what came is kept"
    return (failure(Truncated(fetched.url, problem, "fetch it again"), step="fetch"),)


def _name(url: str) -> str:
    """Return the last part of an address's path: its ending helps to tell the format."""
    return unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2] or "index"
