"""Builds a Report from the fields an input gives, with an id that is the same on every machine."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from dateline.collect import dates
from dateline.model import Comment, Failure, Report, Zone

# What tables, exports and web archives call the fields of a report; the first one present is taken.
ALIASES = {
    "key": "id doc_id docid document_id article_id key uid uuid guid _id",
    "title": "title headline heading subject",
    "published": "published published_at date pub_date pubdate publication_date publish_date published_date "
    "date_published datetime created_at timestamp day",
    "source": "source publisher outlet source_name site sitename site_name newspaper agency",
    "url": "url link uri permalink source_url href",
    "author": "author authors byline creator",
    "language": "language lang",
    "text": "text body content article full_text fulltext article_text content_text maintext",
}
SURROGATE = re.compile("[\ud800-\udfff]")
CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


def build(
    name: str,
    text: str,
    *,
    key: str | None = None,
    title: str | None = None,
    source: str | None = None,
    author: str | None = None,
    url: str | None = None,
    published: str | None = None,
    published_rule: str = "field of the input",
    language: str | None = None,
    zones: Sequence[Zone] = (),
    comments: Sequence[Comment] = (),
    failures: Sequence[Failure] = (),
) -> Report:
    """Return the report of one input. An unusable date is a failure on it, and the text's own is tried.

    ``name`` is the file's name below the folder given; with ``key`` it is the resource of a report
    without an address.
    """
    text, lone = SURROGATE.subn("\ufffd", text)
    key, title, source, author, url = map(_printable, (key, title, source, author, url))
    notes = list(failures)
    if lone:
        note = f"{name}: {lone} lone surrogates stand as \ufffd; fetch the text again"
        notes.append(Failure(step="decode", error="DamagedEncoding", message=note))
    day, moment, rule = _published(published, published_rule, text, notes)
    report = Report(
        id="",
        key=key,
        resource=url or (f"{name}#{key}" if key else name),
        title=title,
        source=source,
        author=author,
        url=url,
        published=day,
        published_at=moment,
        published_rule=rule,
        language=_language(language),
        text=text,
        zones=tuple(zones),
        comments=tuple(comments),
        failures=tuple(notes),
    )
    return identified(report)


def _printable(value: str | None) -> str | None:
    """Return a field that JSON can carry: a lone surrogate stands as the replacement character."""
    return SURROGATE.sub("\ufffd", value) if value else value


def identified(report: Report) -> Report:
    """Return the report with its id: the SHA-256 of its resource, key, source, title, day and text."""
    day = report.published.isoformat() if report.published else None
    parts = [report.resource, report.key, report.source, report.title, day, report.text]
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return report.model_copy(update={"id": f"sha256:{digest}"})


def dated(report: Report, day: dt.date | None) -> Report:
    """Return the report with ``day`` as its date when it has none of its own."""
    if day is None or report.published is not None:
        return report
    return identified(report.model_copy(update={"published": day, "published_rule": "given"}))


def from_row(row: Mapping[str, object], name: str, place: str) -> Report:
    """Return the report of one row or object. Raises ValueError when no field holds a text.

    ``place`` ("line 12") names the row in failures. Field names are compared without case.
    """
    plain = {re.sub(r"[\s-]+", "_", str(k).strip()).casefold(): v for k, v in row.items() if k is not None}
    values = {field: _value(plain, names.split()) for field, names in ALIASES.items()}
    text = values.pop("text")
    values = {field: value.strip() if value else None for field, value in values.items()}
    if text is None or not text.strip():
        raise ValueError(f"no text in {place}; name the field text, body or content")
    return build(name, text, **values)  # type: ignore[arg-type]


def _value(row: Mapping[str, object], names: Sequence[str]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return ", ".join(value)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def _published(
    value: str | None, rule: str, text: str, notes: list[Failure]
) -> tuple[dt.date | None, dt.datetime | None, str | None]:
    if value:
        try:
            day, moment = dates.parse(value)
        except (ValueError, OverflowError) as error:
            notes.append(
                Failure(step="published", error="UnusableDate", message=f"{error}; the date is left out")
            )
        else:
            return day, moment, rule
    found = dates.from_text(text)
    return (found[0], None, found[1]) if found else (None, None, None)


def _language(value: str | None) -> str | None:
    match = CODE.match(value.strip().casefold()) if value else None
    return match.group() if match else None
