"""Archives are cut into slices that together give what the whole file gives, and count it before."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from dateline.collect import collect, slices
from dateline.collect.base import Collected
from dateline.collect.slices import Slice
from dateline.errors import InputError
from factory_archives import PAGE, packed, warc

PAGES = [(f"https://port.example/{n}", PAGE.replace("seventeen", f"{n + 2}").encode()) for n in range(7)]
ROWS = [
    {"id": n, "title": f"Row {n}", "text": f"Some {n} people fled.", "published": "2016-12-04"}
    for n in range(7)
]


def lines(rows: list[dict[str, object]]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def files(folder: Path) -> dict[str, Path]:
    """Write seven reports in every form."""
    data = {
        "a.warc.gz": warc(PAGES),
        "b.warc": warc(PAGES, zipped=False),
        "c.wacz": packed(
            [("archive/one.warc.gz", warc(PAGES[:3])), ("archive/two.warc.gz", warc(PAGES[3:]))]
        ),
        "d.jsonl": lines(ROWS[:2]) + b"\n\n" + lines(ROWS[2:]),
    }
    for name, payload in data.items():
        (folder / name).write_bytes(payload)
    parquet.write_table(pa.Table.from_pylist(ROWS), str(folder / "e.parquet"), row_group_size=2)
    return {name: folder / name for name in (*data, "e.parquet")}


def cut(path: Path, most: int) -> list[Slice]:
    return list(slices.cut(path, path.name, most))


def items(found: list[Slice]) -> list[Collected]:
    return [item for one in found for item in slices.collect(one)]


@pytest.mark.parametrize("most", [1, 3, 100])
@pytest.mark.parametrize("name", ["a.warc.gz", "b.warc", "c.wacz", "d.jsonl", "e.parquet"])
def test_slices_together_are_the_file(tmp_path: Path, name: str, most: int) -> None:
    path = files(tmp_path)[name]
    found = cut(path, most)
    assert sum(one.units for one in found) == 7
    assert all(one.units <= most for one in found)
    for one in found:
        assert len(list(slices.collect(one))) == one.units
    whole = [report for item in collect([path]) for report in item.reports]
    assert [report.id for item in items(found) for report in item.reports] == [one.id for one in whole]
    assert len({report.id for report in whole}) == 7


@pytest.mark.parametrize("name", ["a.warc.gz", "b.warc", "c.wacz"])
def test_what_breaks_off_is_a_unit_of_its_own(tmp_path: Path, name: str) -> None:
    path = files(tmp_path)["a.warc.gz" if name == "c.wacz" else name]
    broken = path.read_bytes()[: int(path.stat().st_size * 0.8)]
    path = tmp_path / name
    path.write_bytes(packed([("archive/one.warc.gz", broken)]) if name == "c.wacz" else broken)
    found = cut(path, 2)
    got = items(found)
    assert sum(one.units for one in found) == len(got)
    assert [failure.error for failure in got[-1].failures] == ["Truncated"]
    assert sum(len(item.reports) for item in got) == len(got) - 1 >= 4


def test_a_warc_packed_within_a_zip_is_one_failure_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/a.warc.gz", warc(PAGES), zipfile.ZIP_DEFLATED)
        archive.writestr("archive/b.warc.gz", warc(PAGES), zipfile.ZIP_STORED)
    found = cut(path, 4)
    assert [one.units for one in found] == [1, 4, 3]
    first, *others = items(found)
    assert "x.wacz!archive/a.warc.gz: is packed" in first.failures[0].message
    assert all(item.reports for item in others)


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(lines(ROWS[:2]) + b'\n{"id": 9\n' + lines(ROWS[2:3]) + b'\n{"title": "no text"}')
    found = items(cut(path, 2))
    assert [len(item.reports) for item in found] == [1, 1, 0, 1, 0]
    assert "x.jsonl, line 3: is not a whole JSON object" in found[2].failures[0].message
    assert "no text in line 5" in found[4].failures[0].message


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("x.txt", b"Some people fled.", "is no archive of many reports"),
        ("x.parquet", b"PAR1 but not really", "is no whole Parquet file"),
        ("x.wacz", b"PK\x03\x04 but not really", "cannot be unpacked"),
        ("x.warc", warc([("https://port.example/a.png", b"\x89PNG")], media="image/png"), "holds no page"),
        ("x.jsonl", b"", "is empty"),
    ],
)
def test_what_cannot_be_cut_is_one_unit_that_failed(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (one,) = cut(path, 2)
    assert one.units == 1
    (item,) = slices.collect(one)
    assert problem in item.failures[0].message


def test_a_file_that_changed_since_it_was_cut_is_not_read(tmp_path: Path) -> None:
    path = files(tmp_path)["d.jsonl"]
    found = cut(path, 2)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(InputError, match="has changed since it was cut"):
        items(found)
    path.unlink()
    with pytest.raises(InputError, match="is gone"):
        items(found)
