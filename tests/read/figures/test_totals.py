"""A report's own total for a status."""

from __future__ import annotations

import pytest

from dateline.model import FigureStatus, Report
from dateline.read import figures
from dateline.read.figures.totals import toll
from factory import page


def report(text: str) -> Report:
    draft = page(text)
    return draft.report.model_copy(update={"figures": tuple(m.record for m in figures.find(draft, []))})


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Nine people were killed, including three children.", 9, 0),
        ("The raid killed two soldiers and one civilian.", 3, 0),
        ("Five people were killed. Two more people died in the hospital.", 7, 0),
        ("A man was shot dead. The man was killed near his house.", 1, 0),
        ("A woman was shot on Friday. She died at the hospital.", 1, 0),
        ("Last year an attack killed 130 people. On Sunday a bomb killed 4 people.", 4, 0),
        ("Rescuers first spoke of 12 dead. The death toll rose to 19.", 19, 0),
        ("No one was killed, and two drivers were injured.", 0, 2),
        ("The toll rose to 31 on Monday, up from an earlier 45.", 31, 0),
        ("Two passengers and a guard were shot at the gate. They later died.", 3, 0),
        ("The talks went on.", 0, 0),
    ],
)
def test_toll(text: str, killed: int, injured: int) -> None:
    found = report(text)
    assert (toll(found, FigureStatus.KILLED), toll(found, FigureStatus.INJURED)) == (killed, injured)
