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
        ("Police named the mother and toddler killed in the raid.", 2, 0),
        ("A driver and guard were killed.", 2, 0),
        ("The leader and founder was killed.", 1, 0),
        ("Three others sustained non-fatal bullet wounds.", 0, 3),
        ("We have four people dead and one in the hospital.", 4, 1),
        ("The man was declared brain dead.", 0, 1),
        ("Two others are fighting for their lives. A clerk is recovering.", 0, 2),
        ("He shot another clerk, killing him.", 1, 0),
        ("Four people were shot. Police named the four people. One of the four people died.", 1, 3),
        ("A second medic died. A boy was killed.", 2, 0),
        ("Police found the driver dead. The girl died at the clinic.", 2, 0),
        (
            "A man killed two girls, then shot himself. He killed the girls before he shot himself.",
            3,
            0,
        ),
        ("A bomb killed two guards. The blast follows an attack that killed eleven people.", 2, 0),
        ("A man was killed. Police named the victims of several other homicides.", 1, 0),
        ("He was shot at, but the bullets missed him.", 0, 0),
        (
            "Two people were killed and two others were rushed to hospital. Two of the victims were wounded.",
            2,
            2,
        ),
        ("The talks went on.", 0, 0),
    ],
)
def test_toll(text: str, killed: int, injured: int) -> None:
    found = report(text)
    assert (toll(found, FigureStatus.KILLED), toll(found, FigureStatus.INJURED)) == (killed, injured)
