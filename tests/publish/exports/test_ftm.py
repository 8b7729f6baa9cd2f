"""Entities for Aleph are valid for their library, name each other, and say no more than accounts do."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dateline import pipeline
from dateline.publish.exports import ftm
from factory import read
from factory_linked import incident, killed, place, toll, zoned

NOW = dt.datetime(2016, 12, 6, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".venv-ftm/bin/python"
# Prints what the library drops of each entity, or refuses.
CHECK = """
import json, sys
from followthemoney import model
from followthemoney.proxy import EntityProxy
for line in open(sys.argv[1], encoding="utf-8"):
    given = json.loads(line)
    model.get(given["schema"]).validate(given)
    kept = EntityProxy.from_dict(given, cleaned=False).to_dict()["properties"]
    for name, values in given["properties"].items():
        if len(kept.get(name, ())) != len(set(values)):
            print(given["schema"], name, values, kept.get(name))
"""


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's entities."""
    folder = tmp_path_factory.mktemp("ftm")
    own = pipeline.init(folder / "desk")
    list(pipeline.add(own, [ROOT / "samples/aleppo-december-2016"], now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    pipeline.export(own, "ftm", folder / "entities.ftm.json", now=NOW)
    return folder / "entities.ftm.json"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not PYTHON.is_file(), reason="no followthemoney here; make ftm")
def test_the_library_drops_and_refuses_nothing(entities: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [PYTHON, "-c", CHECK, entities], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]


def test_every_id_is_written_once_and_what_is_named_is_there(entities: Path) -> None:
    found = rows(entities)
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    kinds = {one["schema"] for one in found}
    assert kinds == {"Event", "Note", "Article", "Address", "LegalEntity"}
    for one in found:
        for name in ("proof", "entity", "involved", "addressEntity"):
            assert set(one["properties"].get(name, ())) <= ids, (one["id"], name)


def test_an_account_is_a_note_with_its_words_and_what_was_not_said_is_left_out() -> None:
    one = zoned("Strike\nAt least 7 people were killed.", source="Plain Wire")
    told = killed(one, "At least 7 people", 7)
    own = incident("Strike", told, tolls=(toll(told),), place=place("Saraqib", 35.864, 36.806))
    found = {made["schema"]: made for made in ftm.of_incident(own)}
    assert found["Note"]["properties"]["description"] == ["At least 7 people"]
    assert found["Note"]["properties"]["entity"] == [found["Event"]["id"]]
    assert found["Address"]["properties"]["latitude"] == ["35.864000"]
    assert "involved" not in found["Event"]["properties"] and "LegalEntity" not in found
    nowhere = incident("Strike", told, tolls=(toll(told),))
    assert "Address" not in {made["schema"] for made in ftm.of_incident(nowhere)}


def test_a_report_without_source_title_or_address_is_its_text_alone() -> None:
    (made,) = ftm.of_report(read("Two people were killed in Idlib.", published=None, url="file:///home/x"))
    assert set(made["properties"]) == {"bodyText", "language"}
