"""The gazetteer answers names with entries, and takes a desk's own."""

import os
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.read.places import gazetteer
from dateline.read.places.spellings import fold


def test_a_city_is_found_by_its_name_and_by_another_spelling() -> None:
    book = gazetteer.opened()
    ids = {found.entry.id for found in book.named(fold("Aleppo")) if found.entry.kind == "settlement"}
    assert ids & {found.entry.id for found in book.named(fold("Ḥaleb"))}


def test_the_most_populous_comes_first() -> None:
    populations = [found.entry.population for found in gazetteer.opened().named("springfield")]
    assert len(populations) > 5
    assert populations == sorted(populations, reverse=True)


def test_a_unit_lies_amid_its_settlements() -> None:
    units = [
        found.entry
        for found in gazetteer.opened().named("idlib province") or gazetteer.opened().named("idlib")
    ]
    unit = next(entry for entry in units if entry.kind == "admin1")
    assert unit.lat == pytest.approx(35.8, abs=0.3)
    assert unit.radius > 20


def test_a_name_by_sound_is_marked_as_such() -> None:
    found = gazetteer.opened().sounding(fold("Maarat al-Num'an"))
    assert {one.grade for one in found} == {3}
    assert any(one.entry.country == "SY" for one in found)


def test_a_desk_adds_its_own_places(tmp_path: Path) -> None:
    table = tmp_path / "desk.csv"
    table.write_text("name,lat,lon,aliases,country\nUpper Mill,10.5,20.5,Mill Quarter,TD\n", encoding="utf-8")
    book = gazetteer.Gazetteer(gazetteer.build(), gazetteer.load_csv(table))
    assert book.named("mill quarter")[0].entry.lat == 10.5
    assert book.named("mill quarter")[0].entry.ref.startswith("desk:")


def test_a_row_without_coordinates_is_named(tmp_path: Path) -> None:
    table = tmp_path / "desk.csv"
    table.write_text("name,lat,lon\nUpper Mill,10.5,20.5\nLower Mill,,\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="row 2"):
        gazetteer.load_csv(table)


def test_another_cache_folder_is_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    assert gazetteer.path().parent == tmp_path
    assert not gazetteer.is_built()
    assert gazetteer.describe()["built"] == "no"


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(step: str, share: float) -> None:
        raise KeyboardInterrupt(step)

    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        gazetteer.build(stop)
    assert list(tmp_path.iterdir()) == []


def test_a_build_keeps_one_older_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    monkeypatch.setattr("dateline.read.places.gazetteer_build.write", lambda path, *_: path.touch())
    for age, name in enumerate(["gazetteer-1.sqlite", "gazetteer-2.sqlite", "gazetteer-3.sqlite"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))
    (tmp_path / "other.sqlite").touch()
    made = gazetteer.build()
    assert {path.name for path in tmp_path.iterdir()} == {"gazetteer-3.sqlite", "other.sqlite", made.name}
