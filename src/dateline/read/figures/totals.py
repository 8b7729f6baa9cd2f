"""What one report gives as its total for a status: the rule of docs/codebook.md, "Totals"."""

from __future__ import annotations

from dateline.model import Exactness, Factuality, Figure, FigureStatus, Report

_TOLD = frozenset({Factuality.HAPPENED, Factuality.ONGOING})

# "At least 30" may be 30, "more than 30" may not.
_OVER = ("more than", "over", "well over", "upwards of", "upward of", "in excess of")


def toll(report: Report, status: FigureStatus) -> int:
    """Return how many people the report says have ``status``, at the least; 0 when it tells of none.

    Parts are never added to their wholes, nor repeats to what they repeat. Figures that the text
    counts beside each other (a list, "another two") are added. Where a report gives several totals
    the largest holds: a count only grows within one text. Background figures and those not told as
    having happened do not count. Of people shot, those who died are taken off the injured.
    """
    figures = {figure.id: figure for figure in report.figures}
    died = _deaths(figures) if status is FigureStatus.INJURED else {}
    groups: dict[str, float] = {}
    fallen: dict[str, float] = {}
    for figure in report.figures:
        if figure.status is status and _counts(figure) and not _inside(figure, figures):
            root = _root(figure, figures)
            groups[root] = groups.get(root, 0) + _least(figure)
            fallen[root] = fallen.get(root, 0) + died.get(figure.id, 0)
    return int(max((max(0, count - fallen[root]) for root, count in groups.items()), default=0))


def _counts(figure: Figure) -> bool:
    return (
        figure.subject == "people"
        and figure.unit == "people"
        and figure.factuality in _TOLD
        and not figure.background
        and figure.repeats is None
    )


def _inside(figure: Figure, figures: dict[str, Figure]) -> bool:
    """Whether a figure of the same status holds this one; one of ten injured who died is a death."""
    whole = figures.get(figure.part_of or "")
    return whole is not None and whole.status is figure.status


def _root(figure: Figure, figures: dict[str, Figure]) -> str:
    """The first of the figures that are counted beside each other."""
    seen = {figure.id}
    while figure.beside and figure.beside in figures and figure.beside not in seen:
        figure = figures[figure.beside]
        seen.add(figure.id)
    return figure.repeats or figure.id


def _least(figure: Figure) -> float:
    """The least whole number the words allow: "more than 30" is 31."""
    if figure.low is None:
        return figure.high or 0
    over = figure.exactness is Exactness.AT_LEAST and figure.text.lower().startswith(_OVER)
    return figure.low + 1 if over else figure.low


def _deaths(figures: dict[str, Figure]) -> dict[str, float]:
    """How many of those first told as injured are told as dead, by the id of the injured, told first."""
    died: dict[str, float] = {}
    for figure in figures.values():
        whole = figures.get(figure.part_of or "")
        if whole is not None and figure.status is FigureStatus.KILLED and _counts(figure):
            first = whole.repeats or whole.id
            died[first] = died.get(first, 0) + _least(figure)
    return died
