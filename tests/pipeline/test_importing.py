"""What one desk exports whole, an empty desk takes in: the same records, and nothing of a broken export."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from dateline import cli, pipeline
from dateline.errors import DeskError, InputError
from dateline.model import Decision, Judgement, Linking, Presence, Report, Visit
from dateline.pipeline import publishing
from dateline.store import collecting, load, published, save, whole
from factory_any import any_record

ROOT = Path(__file__).parent.parent.parent
NOW = dt.datetime(2016, 12, 6, tzinfo=dt.UTC)
SOURCE = """
[[source]]
name = "The \\"Harbour\\" Post"
kind = "outlet"
reliability = "B"
url = "https://harbourpost.example/feed"
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty desk, to be copied."""
    return pipeline.init(tmp_path_factory.mktemp("empty") / "desk").folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Desk:
    """The sample's desk with a source, a decision, a published brief and its correction, and a visit."""
    own = pipeline.init(tmp_path_factory.mktemp("sample") / "desk")
    with (own.folder / "desk.toml").open("a") as file:
        file.write(SOURCE)
    own = pipeline.open_desk(own.folder)
    list(pipeline.add(own, [ROOT / "samples/aleppo-december-2016"], now=lambda: NOW))
    list(pipeline.read(own))
    found = pipeline.link(own)
    discount = Decision(
        id="decision:1", judgement=Judgement.DISCOUNT, subjects=(found.incidents[0].id,), who="ann", when=NOW
    )
    seen = Visit(
        report=found.incidents[0].reports[0], url="https://x.example", at=NOW, presence=Presence.GONE
    )
    with own.database.session():
        save.decision(discount)
        collecting.add_visits([seen])
    for note in (None, "The place was wrong."):
        draft = publishing.draft(own, dt.date(2016, 12, 4), "ann", NOW)
        publishing.publish(own, draft, "ann", NOW, note)
    return own


def everything(desk: pipeline.Desk) -> dict[str, Any]:
    """Return every record of a desk."""
    with desk.database.session():
        return {
            "captures": load.captures(),
            "reports": list(whole.held(whole.report_ids())),
            "given": list(load.given(load.all_ids())),
            "linking": load.linking().model_copy(update={"derived_by": None}),
            "decisions": load.decisions(),
            "publications": list(published.every()),
            "shown": [named for kind in ("report", "incident", "place") for named in published.named(kind)],
            "visits": collecting.visits(),
        }


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_empty_desk_takes_in_the_same_records(
    form: str, desk: pipeline.Desk, empty: Path, tmp_path: Path
) -> None:
    pipeline.export(desk, form, tmp_path / "out", now=NOW, whole=True)
    assert list(pipeline.check_export(tmp_path / "out")) == []
    shutil.copytree(empty, tmp_path / "desk")
    assert cli.run(["import", str(tmp_path / "out"), "--desk", str(tmp_path / "desk")]) == 0
    own = pipeline.open_desk(tmp_path / "desk")
    here, there = everything(desk), everything(own)
    assert all(here.values())
    for what, records in here.items():
        assert there[what] == records, what
    assert [one.name for one in own.settings.source] == ['The "Harbour" Post']
    assert own.settings.source == desk.settings.source


def test_the_new_desk_verifies_links_to_the_same_incidents_and_goes_on(
    desk: pipeline.Desk, empty: Path, tmp_path: Path
) -> None:
    pipeline.export(desk, "parquet", tmp_path / "out", now=NOW, whole=True)
    shutil.copytree(empty, tmp_path / "desk")
    own = pipeline.open_desk(tmp_path / "desk")
    pipeline.import_export(own, tmp_path / "out")
    assert list(pipeline.verify(own)) == []
    assert {one.id for one in pipeline.link(own, anew=True).incidents} == {
        one.id for one in pipeline.link(desk).incidents
    }
    (tmp_path / "new.txt").write_text("Strike\n\nTwo people were killed in Hama, police said.")
    added = list(pipeline.add(own, [tmp_path / "new.txt"], now=lambda: NOW))
    assert [one.new for one in added if one.new]
    assert list(pipeline.verify(own)) == []


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(report=any_record(Report), linking=any_record(Linking))
def test_any_records_survive_the_way(empty: Path, report: Report, linking: Linking) -> None:
    report = report.model_copy(update={"id": uuid.uuid4().hex, "capture": None})
    named = {
        "incidents": tuple(i.model_copy(update={"id": f"i{n}"}) for n, i in enumerate(linking.incidents)),
        "series": tuple(s.model_copy(update={"id": f"s{n}"}) for n, s in enumerate(linking.series)),
        "failures": (),
    }
    linking = linking.model_copy(update=named)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desks = []
        for side in ("a", "b"):
            shutil.copytree(empty, folder / side)
            desks.append(pipeline.open_desk(folder / side))
        with desks[0].database.session():
            save.batch([], [save.Input("somewhere", [(None, report)])])
            save.readings([report])
            save.copies([(str(n), group) for n, group in enumerate(linking.copies)])
            save.origins([("", str(n), [origin]) for n, origin in enumerate(linking.origins)])
            save.incidents([save.Filed(one, str(n)) for n, one in enumerate(linking.incidents)])
            save.series(linking.series)
        pipeline.export(desks[0], "parquet", folder / "out", now=NOW, whole=True)
        pipeline.import_export(desks[1], folder / "out")
        assert everything(desks[0]) == everything(desks[1])


def test_a_public_export_can_be_taken_in_without_its_copies(
    desk: pipeline.Desk, empty: Path, tmp_path: Path
) -> None:
    pipeline.export(desk, "csv", tmp_path / "out", now=NOW + dt.timedelta(days=99))
    shutil.copytree(empty, tmp_path / "desk")
    own = pipeline.open_desk(tmp_path / "desk")
    counts = pipeline.import_export(own, tmp_path / "out")
    assert counts["reports"] == 20 and counts["incidents"] > 10
    found = everything(own)
    assert found["captures"] == [] and found["decisions"] == []
    (tmp_path / "new.txt").write_text("Strike\n\nTwo people were killed in Hama, police said.")
    assert [one.new for one in pipeline.add(own, [tmp_path / "new.txt"], now=lambda: NOW) if one.new]


def test_a_broken_export_leaves_the_desk_empty(desk: pipeline.Desk, empty: Path, tmp_path: Path) -> None:
    pipeline.export(desk, "csv", tmp_path / "out", now=NOW, whole=True)
    shutil.copytree(empty, tmp_path / "desk")
    own = pipeline.open_desk(tmp_path / "desk")
    tolls = tmp_path / "out/tolls.csv"
    tolls.write_bytes(tolls.read_bytes()[:-30])
    with pytest.raises(InputError, match=r"tolls\.csv"):
        pipeline.import_export(own, tmp_path / "out")
    with own.database.session():
        assert whole.empty()
    pipeline.import_export(own, _good(desk, tmp_path))
    with pytest.raises(DeskError, match="has something on it"):
        pipeline.import_export(own, tmp_path / "good")


def _good(desk: pipeline.Desk, folder: Path) -> Path:
    pipeline.export(desk, "csv", folder / "good", now=NOW, whole=True)
    return folder / "good"
