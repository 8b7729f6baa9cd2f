"""Any file, folder or stream is read as far as it can be; what cannot is one clear line."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.collect import collect
from dateline.collect.base import Collected
from dateline.errors import EmptyInput, InputError, NotFound, NotText, TooLarge
from factory_archives import PAGE, packed, warc

ROW = json.dumps({"id": "1", "text": "It was full."})
RSS = "<rss><channel><item><guid>1</guid><description>It was full.</description></item></channel></rss>"
PAGES = [("https://port.example/1", PAGE.encode())]


def save(path: Path, data: str | bytes) -> Path:
    """Write a file and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def texts(found: list[Collected]) -> list[str]:
    """Return the text of every report."""
    return [report.text for item in found for report in item.reports]


FORMATS = {
    "a.txt": b"It was full.", "b.md": b"It was full.", "c.html": PAGE.encode(), "d.jsonl": ROW.encode(),
    "e.json": f"[{ROW}]".encode(), "f.csv": b"id,text\n1,It was full.", "g.rss": RSS.encode(),
    "h.warc": warc(PAGES, zipped=False), "i.warc.gz": warc(PAGES),
    "j.wacz": packed([("archive/a.warc.gz", warc(PAGES))]),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_known_by_its_name_and_by_its_bytes(name: str, tmp_path: Path) -> None:
    expected = texts(list(collect([save(tmp_path / name, FORMATS[name])])))
    assert len(expected) == 1
    if name != "f.csv":  # a table has no mark of its own
        assert texts(list(collect([save(tmp_path / "nameless", FORMATS[name])]))) == expected


def test_a_folder_is_read_in_sorted_order_with_the_same_ids_everywhere(tmp_path: Path) -> None:
    for name, data in FORMATS.items():
        save(tmp_path / "one" / "sub" / name, data)
        save(tmp_path / "two" / "deeper" / "sub" / name, data)
    one, two = list(collect([tmp_path / "one"])), list(collect([tmp_path / "two" / "deeper"]))
    assert [item.uri for item in one][:3] == ["sub/a.txt", "sub/b.md", "sub/c.html"]
    assert [r.id for item in one for r in item.reports] == [r.id for item in two for r in item.reports]


def test_a_given_day_fills_what_the_input_leaves_open(tmp_path: Path) -> None:
    save(tmp_path / "a.txt", "It was full.")
    save(tmp_path / "b.txt", "Title: Convoy\nDate: 2011-01-01\n\nIt was full.")
    found = [
        report for item in collect([tmp_path], published=dt.date(2016, 12, 4)) for report in item.reports
    ]
    assert [(str(report.published), report.published_rule) for report in found] == [
        ("2016-12-04", "given"), ("2011-01-01", "field of the input"),
    ]  # fmt: skip


def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{ROW}\n{ROW}".encode())))
    assert texts(list(collect(["-"]))) == ["It was full."] * 2


# -- hostile input ----------------------------------------------------------------------


def test_a_path_that_does_not_exist_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"gone.*does not exist"):
        collect([save(tmp_path / "a.txt", "It was full."), tmp_path / "gone"])


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n "])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.warc.gz", "a"])
def test_an_empty_file_is_one_clear_error(name: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match=rf"^{name}: "):
        list(collect([save(tmp_path / name, data)]))


@pytest.mark.parametrize(
    "name", ["noise.txt", "noise.html", "noise.jsonl", "noise.csv", "noise.wacz", "noise.bin"]
)
def test_random_bytes_are_refused_at_once(name: str, tmp_path: Path) -> None:
    path = save(tmp_path / name, random.Random(7).randbytes(1_000_000) * 50)  # noqa: S311 -- not for secrets
    began = time.perf_counter()
    with pytest.raises(InputError, match=rf"^{name}: "):
        list(collect([path]))
    assert time.perf_counter() - began < 2


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.collect.base.LARGEST_FILE", 100)
    with pytest.raises(TooLarge, match="split it"):
        list(collect([save(tmp_path / "a.txt", "It was full. " * 20)]))


def test_ten_megabytes_in_one_line_are_one_report(tmp_path: Path) -> None:
    began = time.perf_counter()
    (found,) = collect([save(tmp_path / "a.txt", "It was full. " * 800_000)])
    assert len(found.reports[0].text) == 13 * 800_000
    assert time.perf_counter() - began < 5


def test_a_file_that_cannot_be_used_costs_only_itself(tmp_path: Path) -> None:
    save(tmp_path / "a.txt", "It was full.")
    save(tmp_path / "b.jsonl", "not json")
    save(tmp_path / "c.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    save(tmp_path / "d.zip", packed([("a.txt", b"x")]))
    save(tmp_path / ".hidden", "It was hidden.")
    found = list(collect([tmp_path]))
    assert texts(found) == ["It was full."]
    assert [(item.uri, [f.error for f in item.failures]) for item in found if item.failures] == [
        ("b.jsonl", ["NotText"]), ("c.png", ["NotText"]), ("d.zip", ["NotText"]),
    ]  # fmt: skip


def test_one_bad_file_among_several_given_costs_only_itself(tmp_path: Path) -> None:
    found = list(collect([save(tmp_path / "a.txt", ""), save(tmp_path / "b.txt", "It was full.")]))
    assert texts(found) == ["It was full."]
    assert found[0].failures[0].error == "EmptyInput"


def test_a_folder_without_files_is_an_empty_input(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="without files"):
        list(collect([tmp_path]))


def test_a_folder_with_nothing_readable_says_so_for_each_file(tmp_path: Path) -> None:
    save(tmp_path / "a.png", b"\x89PNG" + bytes(100))
    (found,) = collect([tmp_path])
    assert (found.reports, found.failures[0].error) == ((), "NotText")


def test_links_that_go_round_in_circles_end(tmp_path: Path) -> None:
    save(tmp_path / "a.txt", "It was full.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(collect([tmp_path]))
    assert texts(found) == ["It was full."]
    assert found[1].failures[0].message.startswith("self.txt: cannot be read")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_an_unreadable_file_is_one_clear_error(tmp_path: Path) -> None:
    path = save(tmp_path / "a.txt", "It was full.")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        list(collect([path]))


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.gz"])
def test_formats_we_do_not_read_say_what_to_give(name: str, tmp_path: Path) -> None:
    data = {
        "a.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(50),
        "a.docx": packed([("word/d.xml", b"<w/>")]),
    }
    with pytest.raises(NotText, match=rf"^{name}: .*; (?:give|unpack)"):
        list(collect([save(tmp_path / name, data.get(name, gzip.compress(b"It was full.")))]))


def test_a_suffix_that_lies_is_overruled_by_unmistakable_bytes(tmp_path: Path) -> None:
    assert texts(list(collect([save(tmp_path / "a.csv", PAGE)])))[0].startswith("Convoy Reaches")
    assert texts(list(collect([save(tmp_path / "b.txt", "{brackets} open this text.")]))) == [
        "{brackets} open this text."
    ]


def test_no_heavy_part_loads_before_it_is_needed() -> None:
    heavy = ("lxml", "trafilatura", "warcio", "feedparser", "charset_normalizer")
    code = f"import sys, dateline.collect; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- our own code
    assert done.stdout.strip() == "[]"
