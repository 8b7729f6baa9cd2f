"""Works out what counted people need for some days, by published standards; the result is marked derived."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dateline import __version__
from dateline.data import toml
from dateline.errors import EmptyInput, UnknownId
from dateline.model import (
    Brief,
    Citation,
    Exactness,
    Figure,
    FigureStatus,
    Given,
    Item,
    Need,
    Relief,
    Report,
    Section,
)
from dateline.publish import wording
from dateline.publish.passages import cite, whole

KEY, TITLE = "relief", "What that would take"

# Those who are alive and can be reached by help: the dead need none, and a signature eats nothing.
REACHED = frozenset(
    {
        FigureStatus.BESIEGED,
        FigureStatus.STRANDED,
        FigureStatus.DISPLACED,
        FigureStatus.EVACUATED,
        FigureStatus.RETURNED,
        FigureStatus.PRESENT,
        FigureStatus.AFFECTED,
        FigureStatus.DETAINED,
        FigureStatus.RESCUED,
        FigureStatus.INJURED,
    }
)
USUAL = ("water", "energy", "food", "shelter")
MOST_DAYS = 3660


def standards() -> dict[str, dict[str, Any]]:
    """Return the published standards by key (``data/standards.toml``)."""
    return {row["key"]: row for row in toml("standards")["standard"]}


def carriers() -> dict[str, dict[str, Any]]:
    """Return what one vehicle or flight carries, by key."""
    return {row["key"]: row for row in toml("standards")["load"]}


def reckoned(figure: Figure) -> bool:
    """Return whether a need can be worked out from a figure: living people, with a bound."""
    counted = figure.low is not None or figure.high is not None
    return counted and figure.unit == "people" and figure.status in REACHED


def work_out(
    report: Report,
    figure: Figure,
    days: int,
    *,
    by: Sequence[str] = USUAL,
    carried: Sequence[str] = (),
    own: Mapping[str, float] | None = None,
) -> Relief:
    """Return what the people of ``figure`` need for ``days`` by the standards ``by``.

    Weights are told in loads of ``carried`` (keys of the table) and of ``own`` (a name and the tonnes that
    one carries, as the user says). Raises EmptyInput for a count that nothing can be worked out from, for
    days that are none, and for a load that carries nothing; UnknownId for a standard that is not there.
    """
    _check(figure, days, own or {})
    people = Given(
        name=wording.count(figure.low, figure.high, figure.exactness, figure.subject, figure.text),
        low=figure.low,
        high=figure.high,
        unit="people",
        basis="reported",
        source=report.source or report.title or report.id,
        url=report.url,
    )
    span = Given(name="days", low=days, high=days, unit="days", basis="user", source="given by the user")
    loads = [_carrier(_row(carriers(), key, "load")) for key in carried]
    loads += [
        Given(name=name, low=tonnes, high=tonnes, unit="t", basis="user", source="given by the user")
        for name, tonnes in (own or {}).items()
    ]
    rows = [_row(standards(), key, "standard") for key in by]
    return Relief(
        figure=f"{report.id}#{figure.id}",
        people=people.name,
        days=days,
        needs=tuple(_need(people, span, row, loads, figure.exactness) for row in rows),
        citation=_citation(report, figure),
        derived_by=f"dateline {__version__}",
    )


def told(relief: Relief) -> Item:
    """Return the item for a brief: whom it is about, and as its parts each need with its standard."""
    days = told_days(relief.days)
    cited = (relief.citation,)
    return Item(
        kind="sentence",
        text=f"For {relief.people}, {days} would take, by published standards:",
        citations=cited,
        note=f"derived: {relief.people} as reported; {days} and the standards as the editor chose",
        parts=tuple(Item(kind="sentence", text=_clause(need), citations=cited) for need in relief.needs),
    )


def lines(found: Relief) -> Iterator[str]:
    """Yield what was worked out, a need and a load a line, with its arithmetic and what it rests on."""
    yield f"Derived, for {found.people} and {told_days(found.days)}:"
    for need in found.needs:
        yield f"{amount(need)} of {need.name} = {need.sum}"
        for load in need.loads:
            yield f"  or {amount(load)} = {load.sum}"
    yield f"Counted: {found.citation.text!r} ({found.figure})"
    for given in dict.fromkeys(_inputs(found)):
        yield f"By: {given}"


def added(brief: Brief, relief: Relief) -> Brief:
    """Return the brief with the sentence of ``relief`` in its section, which is made if it is not there."""
    item = told(relief)
    if not any(section.key == KEY for section in brief.sections):
        made = Section(key=KEY, title=TITLE, items=(item,))
        return brief.model_copy(update={"sections": (*brief.sections, made)})
    sections = tuple(
        section.model_copy(update={"items": (*section.items, item)}) if section.key == KEY else section
        for section in brief.sections
    )
    return brief.model_copy(update={"sections": sections})


def amount(need: Need) -> str:
    """Return "about 750 000 litres", "375 000 to 750 000 litres" or "at least 473 000 litres"."""
    low, high, unit = need.low, need.high, need.unit
    if low is not None and high is not None and low != high:
        return f"{_rounded(low, math.floor)} to {_rounded(high, math.ceil)} {unit}"
    value = low if low is not None else high
    if value is None:
        return f"an unknown amount of {unit}"
    if low is not None and high is not None:
        return f"{'about ' if need.about else ''}{_rounded(value)} {unit}"
    if low is not None:
        return f"at least {_rounded(value, math.floor)} {unit}"
    return f"at most {_rounded(value, math.ceil)} {unit}"


def told_days(days: int) -> str:
    """Return "1 day" or "30 days"."""
    return "1 day" if days == 1 else f"{wording.number(days)} days"


def _check(figure: Figure, days: int, own: Mapping[str, float]) -> None:
    if not reckoned(figure):
        raise EmptyInput(
            f"the count {figure.text!r}",
            "is no number of living people that a need can be worked out from",
            "choose one of people besieged, stranded, displaced, evacuated or there",
        )
    if not 1 <= days <= MOST_DAYS:
        raise EmptyInput(f"{days} days", "are none that can be reckoned with", f"give 1 to {MOST_DAYS}")
    for name, tonnes in own.items():
        if not (name.strip() and math.isfinite(tonnes) and tonnes > 0):
            raise EmptyInput(f"a load of {tonnes:g} t", "carries nothing", "give a name and tonnes above 0")


def _row(table: Mapping[str, dict[str, Any]], key: str, what: str) -> dict[str, Any]:
    if key not in table:
        raise UnknownId(key, f"is no {what} of the table", f"there are {', '.join(table)}")
    return table[key]


def _carrier(row: Mapping[str, Any]) -> Given:
    return Given(
        name=row["plural"],
        low=row["low"],
        high=row.get("high", row["low"]),
        unit="t",
        basis="standard",
        source=_source(row),
        url=row.get("url"),
    )


def _source(row: Mapping[str, Any]) -> str:
    page = f", p. {row['page']}" if row.get("page") else ""
    return f"{row['work']} {row['edition']}{page}, {row['part']}"


def _need(
    people: Given, days: Given, row: Mapping[str, Any], loads: Sequence[Given], exactness: Exactness
) -> Need:
    """Return one product. A share without an upper bound of its own counts as one number."""
    share = Given(
        name=row["name"],
        low=row["low"],
        high=row.get("high", row["low"]),
        unit=row["unit"],
        basis="standard",
        source=_source(row),
        url=row.get("url"),
    )
    by_day = row["per"] == "person-day"
    given = (people, share, days) if by_day else (people, share)
    low, high = _times(given, "low"), _times(given, "high")
    kg, about = row.get("kg"), exactness is Exactness.ABOUT
    return Need(
        key=row["key"],
        name=row["name"],
        low=_part(low, row["divide"]),
        high=_part(high, row["divide"]),
        unit=row["told"],
        about=about,
        given=given,
        sum=_sum(people, share, days if by_day else None, exactness),
        loads=tuple(_loads(row["key"], low, high, kg, load, about) for load in loads) if kg else (),
    )


def _times(given: Sequence[Given], bound: str) -> float | int | None:
    values = [getattr(one, bound) for one in given]
    return None if None in values else math.prod(values)


def _part(value: float | None, divide: float) -> float | int | None:
    return None if value is None else value if divide == 1 else value / divide


def _loads(key: str, low: float | None, high: float | None, kg: float, load: Given, about: bool) -> Need:
    """Return how many loads the weight makes: the least with the largest load, the most with the smallest."""
    assert load.low and load.high  # noqa: S101 - a load that carries nothing was refused
    least = None if low is None else math.ceil(low * kg / 1000 / load.high)
    most = None if high is None else math.ceil(high * kg / 1000 / load.low)
    return Need(
        key=key,
        name=load.name,
        low=least,
        high=most,
        unit=load.name,
        about=about,
        given=(load,),
        sum=f"tonnes ÷ {_range(load.low, load.high)} t, rounded up",
    )


def _sum(people: Given, share: Given, days: Given | None, exactness: Exactness) -> str:
    about = "about " if exactness is Exactness.ABOUT else ""
    parts = [f"{about}{_range(people.low, people.high)} people", _share(share)]
    return " × ".join([*parts, *([told_days(int(days.low or 0))] if days else [])])


def _share(share: Given) -> str:
    return f"{_range(share.low, share.high)} {share.unit}"


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        value = low if low is not None else high
        return f"{'at least' if high is None else 'at most'} {_exact(value or 0)}"
    return _exact(low) if low == high else f"{_exact(low)}–{_exact(high)}"


def _exact(value: float) -> str:
    """Return the number as given: 0.555 keeps its third digit."""
    return wording.number(value) if float(value).is_integer() else f"{value:g}"


def _rounded(value: float, way: Callable[[float], int] = round) -> str:
    """Return the number in three significant figures; more would be firmer than what was counted.

    ``way`` is floor for a lower bound and ceil for an upper one, so that rounding never tightens a range.
    """
    if value == 0:
        return "0"
    step = 10.0 ** (math.floor(math.log10(abs(value))) - 2)
    kept = way(round(value / step, 6)) * step
    return wording.number(round(kept) if step >= 1 else float(f"{kept:.6g}"))


def _clause(need: Need) -> str:
    """Return "750 000 litres of water (15 l a person a day, The Sphere ..., p. 106)"."""
    share = need.given[1]
    per = "a person a day" if len(need.given) > 2 else "a person"
    loads = "".join(f", or {_load(one)}" for one in need.loads)
    return wording.start(f"{amount(need)} of {need.name} ({_share(share)} {per}; {share.source}){loads}.")


def _load(need: Need) -> str:
    """Return "750 to 1070 trucks (7-8 t each, CARE ...)"."""
    one = need.given[0]
    return f"{amount(need)} ({_share(one)} each; {one.source})"


def _citation(report: Report, figure: Figure) -> Citation:
    return whole(cite(report, figure.start, figure.end), {report.id: report})


def _inputs(found: Relief) -> Iterator[str]:
    for need in found.needs:
        for one in (*need.given, *(given for load in need.loads for given in load.given)):
            if one.basis != "reported":
                yield _basis(one)


def _basis(one: Given) -> str:
    bounds = f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"
    return f"{one.name}: {bounds} {one.unit} ({one.source})"
