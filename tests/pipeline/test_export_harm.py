"""What is kept from readers leaves the house in no format; the whole export of a desk has it all."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from pyarrow import parquet

from dateline import pipeline
from dateline.pipeline import shielding
from dateline.publish import harm
from dateline.store import load, whole
from factory_harm import NAME, NOW, SECRETS, hurting


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Desk:
    return hurting(tmp_path_factory.mktemp("harm"))


def words(out: Path) -> str:
    """Return everything that an export says, packed or not, in one text."""
    if out.is_dir():
        return "\n".join(words(path) for path in sorted(out.rglob("*")) if path.is_file())
    if out.suffix == ".parquet":
        return json.dumps(parquet.read_table(out).to_pylist(), default=str, ensure_ascii=False)
    data = out.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = {name: packed.read(name) for name in packed.namelist()}
        parts = (gzip.decompress(d) if name.endswith(".gz") else d for name, d in inside.items())
        return "\n".join(part.decode("utf-8", "replace") for part in parts)
    return data.decode("utf-8", "replace")


@pytest.mark.parametrize("form", pipeline.formats())
def test_nothing_withheld_leaks_through_any_format(form: str, desk: pipeline.Desk, tmp_path: Path) -> None:
    counts = pipeline.export(desk, form, tmp_path / "public", now=NOW)
    assert sum(counts.values()) > 0
    told = words(tmp_path / "public")
    assert [secret for secret in SECRETS if secret in told] == []
    assert "Hama" in told


@pytest.mark.parametrize("form", pipeline.formats())
def test_the_test_would_see_a_leak(form: str, desk: pipeline.Desk, tmp_path: Path) -> None:
    pipeline.export(desk, form, tmp_path / "whole", now=NOW, whole=True)
    told = words(tmp_path / "whole")
    assert [secret for secret in SECRETS if secret in told], form


def test_a_public_export_says_what_it_keeps_back(desk: pipeline.Desk, tmp_path: Path) -> None:
    pipeline.export(desk, "csv", tmp_path / "csv", now=NOW)
    told = json.loads((tmp_path / "csv/datapackage.json").read_text())["description"]
    assert told.endswith("points are made coarser; 1 incident is held back.")
    counts = pipeline.export(desk, "wacz", tmp_path / "a.wacz", now=NOW)
    assert counts == {
        "sealed copies": 2,
        "copies that tell what is kept from readers, and stay here": 3,
    }


def test_later_the_incident_is_told(desk: pipeline.Desk, tmp_path: Path) -> None:
    later = NOW + dt.timedelta(days=30)
    pipeline.export(desk, "csv", tmp_path / "csv", now=later)
    told = words(tmp_path / "csv")
    assert "surgeons" in told and NAME not in told


def test_a_chunk_at_a_time_keeps_back_what_all_at_once_does(
    desk: pipeline.Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shielding, "CHUNK", 1)
    monkeypatch.setattr(load, "CHUNK", 1)
    with desk.database.session():
        found = shielding.rules(desk, NOW)
        reports = list(load.reports(load.all_ids()))
        incidents = list(whole.incidents(whole.incident_ids()))
    once = harm.rules(desk.settings.harm, reports, incidents, (), NOW)
    assert (found.held, found.blacked, found.sensitive) == (once.held, once.blacked, once.sensitive)
    assert {person.name for person in found.names} >= {person.name for person in once.names} == {NAME}
