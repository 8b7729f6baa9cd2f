"""Lists of places that others keep are read whole, or refused with the row that is wrong."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.pipeline import placelists

GEONAMES = (
    "1\tQaswar\tQaswar\tقصور,Kaswar\t36.1\t37.2\tP\tPPL\tSY\t\t09\t\t\t\t1200\t\t400\tAsia/Damascus\t2020-01-01\n"
    "2\tRiver\tRiver\t\t36.2\t37.3\tH\tSTM\tSY\t\t09\t\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01\n"
)
COD = (
    "ADM0_EN,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,center_lat,center_lon\n"
    "Syria,Aleppo,SY02,Jarablus,جرابلس,SY0206,36.8,38.0\n"
)
PLAIN = "Name,Lat,Lon,aliases,kind,population\nCamp Nine,36.5,37.5,Nine|Camp 9,camp,900\n"


def test_geonames_gives_settlements_and_units_and_leaves_rivers() -> None:
    (place,) = placelists.read(GEONAMES.encode(), "SY.txt")
    assert (place.name, place.lat, place.lon, place.kind, place.country) == (
        "Qaswar",
        36.1,
        37.2,
        "settlement",
        "SY",
    )
    assert place.aliases == ("قصور", "Kaswar") and place.code == "1"


def test_cod_ab_gives_the_lowest_level_with_its_codes_and_spellings() -> None:
    (place,) = placelists.read(COD.encode(), "syr_admbnda.csv")
    assert (place.name, place.code, place.parent) == ("Jarablus", "SY0206", "Aleppo")
    assert place.aliases == ("جرابلس",) and place.kind == "admin2"


def test_csv_is_read_by_its_columns() -> None:
    (place,) = placelists.read(b"\xef\xbb\xbf" + PLAIN.encode(), "own.csv")
    assert (place.name, place.kind, place.population, place.aliases) == (
        "Camp Nine",
        "camp",
        900,
        ("Nine", "Camp 9"),
    )


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "holds no list"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"name,lat\nx,1\n", "no column 'lon'"),
        (b"name,lat,lon\n", "no place in it"),
        (b"name,lat,lon\nA,1,2\nB,x,2\n", "row 3"),
        (b"name,lat,lon\nA,1,200\n", "which is nowhere"),
        (b"name,lat,lon\nA,nan,2\n", "which is nowhere"),
        (b"name,lat,lon\n,1,2\n", "has no name"),
        (b"ADM1_EN,ADM1_PCODE\nA,SY01\n", "no point"),
    ],
)
def test_what_is_wrong_is_named(payload: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        placelists.read(payload, "list.csv")


def test_a_list_of_a_continent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placelists, "MOST", 1)
    with pytest.raises(InputError, match="over 1 places"):
        placelists.read((PLAIN + "B,1,2,,,\n").encode(), "x.csv")
