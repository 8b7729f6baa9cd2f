"""Every table gives back the records it was written from, as CSV and as Parquet."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dateline.model import (
    Brief,
    Capture,
    Copies,
    Decision,
    Incident,
    Origin,
    Publication,
    Report,
    Series,
    Source,
    Visit,
)
from dateline.publish.exports import arrow, records, tables
from dateline.publish.exports.arrow import Files
from dateline.publish.exports.csvs import Csv
from dateline.publish.exports.parquet import Parquet
from dateline.publish.exports.tables import TABLES, Kept, Sealed, Taken
from factory_any import MOMENTS, OFFSETS, WORDS, any_record

QUICK = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking lists of whole records takes minutes
)
SAID = {"desk": "d", "audience": "desk", "selection": "everything"}
MAYBE = st.none() | WORDS


def numbered(found: list[Any]) -> list[Any]:
    """Return records with ids of their own: in an export, as on a desk, each has one."""
    return [one.model_copy(update={"id": f"{number}{one.id}"}) for number, one in enumerate(found)]


def some(cls: Any) -> st.SearchStrategy[list[Any]]:
    found = st.lists(any_record(cls), min_size=1, max_size=3)
    return found.map(numbered) if "id" in cls.model_fields else found


KEPT = st.builds(Kept, any_record(Report), st.none() | OFFSETS, MAYBE, MAYBE, st.booleans(), st.just("{}"))
WHAT: dict[str, st.SearchStrategy[list[Any]]] = {
    "sources": some(Source),
    "captures": st.lists(st.builds(Sealed, OFFSETS, WORDS, any_record(Capture)), min_size=1, max_size=3),
    "reports": st.lists(KEPT, min_size=1, max_size=3).map(
        lambda found: [
            one._replace(report=own)
            for one, own in zip(found, numbered([kept.report for kept in found]), strict=True)
        ]
    ),
    "copies": some(Copies),
    "origins": some(Origin),
    "incidents": some(Incident),
    "series": some(Series),
    "decisions": some(Decision),
    "publications": st.lists(
        st.builds(
            Publication,
            day=st.dates(),
            version=st.integers(1, 99),
            brief=st.builds(
                lambda day, method: Brief(day=day, headline_rule="", method=method), st.dates(), WORDS
            ),
            note=MAYBE,
            who=WORDS,
            when=MOMENTS,
        ),
        min_size=1,
        max_size=3,
    ),
    "visits": some(Visit),
}


@pytest.mark.parametrize("files", [Csv(), Parquet()], ids=["csv", "parquet"])
@pytest.mark.parametrize("field", WHAT)
@QUICK
@given(data=st.data())
def test_any_records_come_back_as_they_were(field: str, files: Files, data: st.DataObject) -> None:
    found = data.draw(WHAT[field])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arrow.write(tables.rows(Taken(**SAID, **{field: found})), folder, files)
        back = records.taken(
            lambda table: arrow.read(folder / f"{table.name}{files.suffix}", table, files), **SAID
        )
        assert list(getattr(back, field)) == found


def test_every_field_of_a_record_has_a_column_or_a_table() -> None:
    """A field added to a record may not be lost in silence."""
    elsewhere = {"kind", *tables.READINGS, "pairs", "accounts", "tolls", "disagreements", "observations"}
    for table in TABLES:
        assert table.without <= elsewhere
        names = [one.name for one in table.columns]
        assert len(names) == len(set(names)), table.name
        for field, info in table.record.model_fields.items():
            name = {"place_name": "place_label"}.get(field) or info.alias or field
            assert field in table.without or any(n == name or n.startswith(f"{name}_") for n in names)
    assert {table.name for table in TABLES} >= {"reports", "incidents", "accounts", "figures"}


def test_an_incident_has_its_place_and_days_as_columns() -> None:
    names = [one.name for one in tables.INCIDENTS.columns]
    assert {"place_lat", "place_lon", "place_precision", "period_from", "period_to", "reports"} <= set(names)


@pytest.mark.parametrize("files", [Csv(), Parquet()], ids=["csv", "parquet"])
def test_a_text_longer_than_what_is_read_at_once_comes_back(files: Files, tmp_path: Path) -> None:
    texts = ["first", 'He said: "no",\r\n\n' * 200_000, "last", "=1+1"]
    kept = [Kept(Report(id=str(n), text=text)) for n, text in enumerate(texts)]
    arrow.write(tables.rows(Taken(**SAID, reports=kept)), tmp_path, files)
    back = arrow.read(tmp_path / f"reports{files.suffix}", tables.REPORTS, files)
    assert [row["text"] for row in back] == texts
