"""Full-text search over reports, statements and incidents: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db import connection

# What stands around a found word in a snippet: control characters, which no page shows and no text means.
OPEN, CLOSE = "\x02", "\x03"
KINDS = ("report", "statement", "incident")
# Words of a query that are looked at; more would be a pasted text, and FTS5 has a limit of its own.
MOST_WORDS = 24

_SQLITE = """SELECT s.kind, s.item, s.title, s.day, s.place, s.source, s.grade,
  snippet(desk_found, 1, %s, %s, '…', 24)
  FROM desk_found JOIN desk_searched s ON s.id = desk_found.rowid
  WHERE desk_found MATCH %s{where} ORDER BY rank, s.id LIMIT %s OFFSET %s"""
_POSTGRESQL = """SELECT s.kind, s.item, s.title, s.day, s.place, s.source, s.grade,
  ts_headline('simple', s.body, q, 'MaxWords=24, MinWords=8, StartSel=' || %s || ', StopSel=' || %s)
  FROM desk_searched s, to_tsquery('simple', %s) q
  WHERE to_tsvector('simple', s.title || ' ' || s.body) @@ q{where}
  ORDER BY ts_rank(to_tsvector('simple', s.title || ' ' || s.body), q) DESC, s.id LIMIT %s OFFSET %s"""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its words around the match, with OPEN and CLOSE about each word that matched."""

    kind: str
    item: str
    title: str
    day: dt.date | None
    place: str | None
    source: str | None
    grade: str | None
    snippet: str


def search(
    words: str,
    *,
    kind: str = "",
    source: str = "",
    place: str = "",
    grade: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
    start: int = 0,
    limit: int = 20,
) -> list[Found]:
    """Return what holds all the words, the best fit first; the last word may be the beginning of one.

    Everything a person typed goes to the database as a parameter, never as a part of the statement.
    """
    tokens = re.findall(r"\w+", words)[:MOST_WORDS]
    if not tokens:
        return []
    where, values = "", list[str]()
    for column, value in (("kind", kind), ("source", source), ("grade", grade)):
        if value:
            where, values = f"{where} AND s.{column} = %s", [*values, value]
    for column, sign, day in (("day", ">=", first), ("day", "<=", last)):
        if day:
            where, values = f"{where} AND s.{column} {sign} %s", [*values, day.isoformat()]
    if place:
        where += (
            " AND (s.place = %s OR EXISTS (SELECT 1 FROM desk_place p WHERE p.report_id = s.report"
            " AND (p.name = %s OR p.text = %s)))"
        )
        values += [place] * 3
    lite = connection.vendor == "sqlite"
    query = _fts5(tokens) if lite else _tsquery(tokens)
    statement = (_SQLITE if lite else _POSTGRESQL).format(where=where)
    with connection.cursor() as cursor:
        cursor.execute(statement, [OPEN, CLOSE, query, *values, limit, start])
        return [_found(row) for row in cursor.fetchall()]


def _fts5(tokens: list[str]) -> str:
    return " ".join(f'"{token}"' for token in tokens) + "*"


def _tsquery(tokens: list[str]) -> str:
    return " & ".join(f"'{token}'" for token in tokens) + ":*"


def _found(row: tuple[object, ...]) -> Found:
    kind, item, title, day, place, source, grade, snippet = row
    on = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return Found(str(kind), str(item), str(title), on, place, source, grade, str(snippet))  # type: ignore[arg-type]
