"""Says what full-text search copies of each table, in SQL: for triggers, and for mending what they missed."""

# ruff: noqa: S608 - every word of these statements stands in this file

from __future__ import annotations

from dataclasses import dataclass

_WORDS = {
    "sqlite": "(SELECT group_concat(json_extract(c.value, '$.text'), ' ') FROM json_each({r}.content) AS c)",
    "postgresql": "(SELECT string_agg(c->>'text', ' ') FROM jsonb_array_elements({r}.content) AS c)",
}


@dataclass(frozen=True, slots=True)
class Copied:
    """One kind of row in ``desk_searched``: its columns, what each takes from the row {r}, what names it."""

    kind: str
    columns: str
    values: str
    item: str
    joined: str = ""

    @property
    def table(self) -> str:
        return f"desk_{self.kind}"

    def added(self, vendor: str) -> str:
        """Return what a trigger does with a new row."""
        joined = self.joined.format(r="NEW")
        end = f" FROM desk_report w WHERE {joined}" if joined else ""
        return f"{self._into()} SELECT {self._taken('NEW', vendor)}{end};"

    def removed(self) -> str:
        """Return what a trigger does when a row goes or changes."""
        return f"DELETE FROM desk_searched WHERE kind = '{self.kind}' AND item = {self.item.format(r='OLD')};"

    def mended(self, vendor: str) -> tuple[str, str]:
        """Return what drops copies of rows that are no more, and copies the rows that have none."""
        join = f" JOIN desk_report w ON {self.joined.format(r='x')}" if self.joined else ""
        item = self.item.format(r="x")
        return (
            f"DELETE FROM desk_searched WHERE kind = '{self.kind}' AND item NOT IN "
            f"(SELECT {item} FROM {self.table} x)",
            f"{self._into()} SELECT {self._taken('x', vendor)} FROM {self.table} x{join} WHERE NOT EXISTS "
            f"(SELECT 1 FROM desk_searched s WHERE s.kind = '{self.kind}' AND s.item = {item})",
        )

    def _into(self) -> str:
        return f"INSERT INTO desk_searched (kind, item, {self.columns})"

    def _taken(self, row: str, vendor: str) -> str:
        own = self.values.format(r=row, words=_WORDS[vendor].format(r=row))
        return f"'{self.kind}', {self.item.format(r=row)}, {own}"


# The subjects of a decision, a row each; what follows "#" names a reading of a report.
_LISTED = {
    "sqlite": "json_each({r}.subjects) AS e",
    "postgresql": "jsonb_array_elements_text({r}.subjects) AS e(value)",
}
_ABOUT = {
    "sqlite": "CASE instr(e.value, '#') WHEN 0 THEN e.value "
    "ELSE substr(e.value, 1, instr(e.value, '#') - 1) END",
    "postgresql": "split_part(e.value, '#', 1)",
}
_SUBJECTS = "INSERT INTO desk_subject (decision, subject, about)"


def subjects(vendor: str) -> str:
    """Return what a trigger does with a new decision: its subjects are listed."""
    listed = _LISTED[vendor].format(r="NEW")
    return f"{_SUBJECTS} SELECT NEW.label, e.value, {_ABOUT[vendor]} FROM {listed};"


def subjects_mended(vendor: str) -> str:
    """Return what lists the subjects of decisions that have none listed."""
    listed = _LISTED[vendor].format(r="x")
    return (
        f"{_SUBJECTS} SELECT x.label, e.value, {_ABOUT[vendor]} FROM desk_decision x, {listed} "
        "WHERE NOT EXISTS (SELECT 1 FROM desk_subject s WHERE s.decision = x.label)"
    )


REPORT = Copied(
    "report",
    "report, title, body, day, source",
    "{r}.id, coalesce({r}.title, ''), {r}.text, {r}.published, {r}.source",
    "{r}.id",
)
STATEMENT = Copied(
    "statement",
    "report, title, body, day, source",
    "{r}.report_id, coalesce({r}.name, {r}.speaker_text, ''), coalesce({words}, ''), w.published, w.source",
    "{r}.report_id || '#' || {r}.label",
    "w.id = {r}.report_id",
)
INCIDENT = Copied(
    "incident",
    "title, body, day, place, grade",
    "{r}.title, {r}.type || ' ' || coalesce({r}.place_name, '') || ' ' || {r}.grade_reason, "
    "{r}.first, {r}.place_name, {r}.grade",
    "{r}.label",
)
