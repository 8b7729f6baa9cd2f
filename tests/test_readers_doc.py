"""docs/readers.md shows each reader alone, in three lines, and prints what it prints."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "readers.md"
ALL = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
READERS = ("actors", "comments", "events", "figures", "periods", "places", "statements", "zones")


@pytest.mark.parametrize("block", ALL, ids=lambda block: block.splitlines()[0])
def test_a_block_prints_what_it_shows(block: str) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "docs/readers.md", str(PAGE), 0)
    said: list[str] = []
    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert tried == block.count(">>>") <= 3
    assert not failed, "".join(said)


@pytest.mark.parametrize("name", READERS)
def test_every_reader_has_its_block(name: str) -> None:
    assert any(f"{name}.find(" in block for block in ALL)
