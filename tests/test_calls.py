"""``import dateline`` offers five calls, and docs/python.md prints what they give."""

from __future__ import annotations

import datetime as dt
import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tools import run_notebook

import dateline
from dateline.errors import EmptyInput
from dateline.model import Report

NOTEBOOK = Path(__file__).parent.parent / "docs" / "first-brief.ipynb"
PAGE = Path(__file__).parent.parent / "docs" / "python.md"
TEXT = "Strike\n\nTwo people were killed in Hama on Sunday, police said."


def test_the_page_prints_what_the_calls_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctest, "master", None, raising=False)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 15
    assert not failed


def test_importing_loads_nothing_and_the_rooms_are_still_packages() -> None:
    code = (
        "import sys, dateline\n"
        "assert not {'spacy', 'django', 'pydantic', 'lxml', 'numpy'} & set(sys.modules)\n"
        "assert set(dateline.__all__) <= set(dir(dateline))\n"
        "from dateline.read import reader\n"
        "import dateline.link.linker as linker\n"
        "assert callable(dateline.read) and callable(dateline.link)\n"
        "assert linker.__name__ == 'dateline.link.linker' and dateline.read.reader is reader\n"
        "try:\n"
        "    dateline.nothing\n"
        "except AttributeError as error:\n"
        "    assert 'nothing' in str(error)\n"
        "else:\n"
        "    raise AssertionError\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


def test_a_report_has_the_id_that_its_words_and_fields_give_it() -> None:
    one = dateline.read(TEXT, published="2016-12-05", source="Plain Wire")
    same = dateline.read(TEXT, published=dt.date(2016, 12, 5), source="Plain Wire")
    other = dateline.read(TEXT, published="2016-12-05", source="Orontes Post")
    assert isinstance(one, Report)
    assert one == same and one.id != other.id
    assert (one.published, one.source) == (dt.date(2016, 12, 5), "Plain Wire")


def test_what_is_missing_is_said() -> None:
    with pytest.raises(EmptyInput):
        dateline.read(" \n")
    undated = dateline.read(TEXT)
    with pytest.raises(EmptyInput, match="have no date"):
        dateline.brief([undated])
    assert dateline.brief([undated], "2016-12-05").day == dt.date(2016, 12, 5)


def test_the_notebook_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = NOTEBOOK.read_text(encoding="utf-8")
    fresh = run_notebook.run(json.loads(shown))
    assert run_notebook.written(fresh) == shown, (
        "run: .venv/bin/python tools/run_notebook.py docs/first-brief.ipynb"
    )
    assert sum(bool(cell.get("outputs")) for cell in fresh["cells"]) > 4
