"""Links reports and writes briefs: of a desk, or of files."""

# ruff: noqa: PLC0415 - the database and the templates load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import NamedTuple

from dateline import config, disk
from dateline.errors import EmptyInput
from dateline.model import Brief, Capture, Linking, Report, Total, Visit
from dateline.pipeline import corrected, queueing, registers
from dateline.pipeline.desk import Desk
from dateline.review.ledger import standing

# A brief links the reports of its month anew, so that it costs the same on a desk of any age. What
# older reports say of the day's incidents is background to it.
WINDOW = dt.timedelta(days=31)

# Up to so many reports everything is linked anew each time: on a small desk every report changes which
# names are rare, and it costs under two seconds. Beyond, only what new reports touch.
SMALL = 200
# A desk that at least doubles at once is linked anew too, as long as it fits the memory of a laptop: one
# whole linking costs less than so many steps, and weighs every name by all the reports.
WHOLE = 5_000
# Up to WHOLE, a desk is linked anew whenever it has grown by so much since, so that what it says hangs on the
# order of arrival as little as on a small desk. From 500 shootings on, no pair of tellings was in another
# incident than if all had come at once after 50 more, 0.2 % after 100, 1.6 % after 200 and 4.5 % after 500.
GROWN = 1.25
# Reports linked between two transactions.
BATCH = 128


@dataclass(frozen=True, slots=True)
class Told:
    """A day that reports tell of: how weighty, by which reports, and its gravest incident, if known."""

    day: str
    weight: float
    reports: tuple[str, ...]
    title: str | None


class Written(NamedTuple):
    """A brief, the page it was written to, and its summary in a few lines."""

    brief: Brief
    page: Path
    summary: str


def link(desk: Desk, *, anew: bool = False) -> Linking:
    """Link what is new on the desk and return all that is linked.

    On a desk that cannot be written the result is returned and not kept.
    """
    from dateline.store import load

    if not desk.database.writable:
        with desk.database.session():
            older = list(corrected.reports(load.replaced(followed())))
            found = _anew(list(corrected.reports(load.report_ids())), older, _settings(desk))
            return corrected.linking(found)
    update(desk, anew=anew)
    with desk.database.session():
        return corrected.linking(load.linking())


def update(desk: Desk, *, anew: bool = False) -> int:
    """Link the reports that are new, or read anew, with what was linked before; return how many.

    A report costs the same on a desk of any size. Decisions not applied yet are applied; those that
    name what no report tells any more are stored as failures.
    """
    from dateline.link.incremental import extend
    from dateline.link.linker import VERSION
    from dateline.pipeline.memory import DeskMemory
    from dateline.store import load, neighbours, save

    desk.must_be_writable()
    with desk.database.session():
        waiting, gone = neighbours.waiting(), neighbours.superseded()
        before = neighbours.size() - len(gone)
        if anew or _whole(before, len(waiting)):
            if anew or waiting or gone or load.decisions():
                _relink(desk, gone)
            return len(waiting)
        memory, failures = DeskMemory(), []
        for start in range(0, max(len(waiting), 1), BATCH):
            ids = waiting[start : start + BATCH]
            change = extend(
                memory,
                corrected.reports(ids),
                gone=[*gone, *neighbours.numbers(ids)],
                successors={old: new for old, new in gone.items() if new},
                decisions=standing(load.decisions()),
                applied=neighbours.bound(),
                sources=registers.sources(desk),
                marks=desk.settings.mark,
            )
            failures = list(change.failures.values())
            gone = {}
            with save.together():
                concerned = queueing.touched(change)
                memory.keep(change)
                queueing.relinked([b.incident.id for b in change.incidents], change.incidents_gone, concerned)
                save.linked(VERSION, failures)
    return len(waiting)


def _whole(before: int, new: int) -> bool:
    """Tell whether ``new`` reports beside ``before`` linked ones are better linked all in one piece."""
    after = before + new
    if after <= SMALL or before < new <= WHOLE - before:
        return True
    return after <= WHOLE and _grown(after) > _grown(max(before, SMALL))


def _grown(size: int) -> int:
    """Return how often a desk of SMALL reports has grown by GROWN when it has ``size``."""
    return int(log(size / SMALL, GROWN))


def _relink(desk: Desk, gone: Mapping[str, str | None]) -> None:
    """Link everything anew, in one piece; incidents keep their ids."""
    from dateline.link.incremental import extend
    from dateline.link.linker import VERSION
    from dateline.link.memory import Blank
    from dateline.pipeline import memory
    from dateline.store import load, neighbours, save

    bindings = [memory.binding(row) for row in neighbours.all_bindings()]
    found = extend(
        Blank(memory.known(), bindings),
        corrected.reports(load.report_ids()),
        decisions=standing(load.decisions()),
        applied=neighbours.bound(),
        successors={old: new for old, new in gone.items() if new},
        sources=registers.sources(desk),
        replaced=corrected.reports(load.replaced(followed())),
        marks=desk.settings.mark,
    )
    with save.together():
        save.unlink()
        memory.DeskMemory().keep(found)
        queueing.rebuild()
        save.linked(VERSION, list(found.failures.values()))


def _settings(desk: Desk) -> config.Settings:
    """Return the desk's settings with its sources as people judged them; the desk must be connected."""
    return desk.settings.model_copy(update={"source": registers.sources(desk)})


def _anew(reports: Sequence[Report], replaced: Sequence[Report], settings: config.Settings) -> Linking:
    """Link some reports of the connected desk by themselves; incidents have the ids that the desk knows."""
    from dateline.link.linker import link as linked
    from dateline.pipeline import memory
    from dateline.store import load, neighbours

    bindings = [memory.binding(row) for row in neighbours.all_bindings()]
    return linked(
        reports,
        standing(load.decisions()),
        applied=neighbours.bound(),
        sources=settings.source,
        known=memory.known(),
        bindings=bindings,
        replaced=replaced,
        marks=settings.mark,
    )


def brief(desk: Desk, day: dt.date | None, out: Path) -> Written:
    """Write the brief of ``day`` (the last day with reports) into ``out``.

    It says what was known by the end of that day, from the reports of the WINDOW before it. Its
    incidents have the ids that the desk's last linking gave them. The briefs of other days that lie
    beside ``out``, in folders named by their days, are linked to.
    """
    from dateline.store import collecting, load, save

    with desk.database.session():
        days = load.days()
        if not days:
            raise EmptyInput(str(desk.folder), "no report with a date is on this desk", "dateline add PATH")
        day = day or days[-1]
        reports, linking = as_of(desk, day)
        used = {report.capture for report in reports}
        captures = [one.capture for one in load.captures() if one.capture.sha256 in used]
        previous = load.brief_before(day)
        visits = collecting.visits()
        newer = load.newer(previous.reports) if previous else {}
        written = _brief(reports, linking, day, out, _settings(desk), previous, captures, days, visits, newer)
        if desk.database.writable:
            save.brief(written.brief)
    return written


def as_of(desk: Desk, day: dt.date) -> tuple[list[Report], Linking]:
    """Return the reports of the WINDOW that ends with ``day``, and what they say together."""
    from dateline.store import load

    reports = list(corrected.reports(load.report_ids(first=day - WINDOW, last=day)))
    older = [one for one in corrected.reports(load.replaced(followed())) if _within(one, day)]
    return reports, corrected.linking(_anew(reports, older, _settings(desk)))


def days(desk: Desk, first: dt.date | None = None, last: dt.date | None = None) -> list[Told]:
    """Return the days that the desk's reports tell of from ``first`` to ``last``, the weightiest first.

    With each comes the title of the gravest incident that the last linking holds of it.
    """
    from dateline.publish.choose import of_one_day
    from dateline.publish.salience import salient_days
    from dateline.store import load

    with desk.database.session():
        linking = load.linking()
        reports = corrected.reports(load.report_ids())
        ranked = salient_days(reports, copies=linking.copies, country=desk.settings.country)
    chosen = [d for d in ranked if (first is None or first <= d.day) and (last is None or d.day <= last)]
    gravest = of_one_day(linking.incidents)
    return [
        Told(d.day.isoformat(), d.weight, d.reports, gravest[d.day].title if d.day in gravest else None)
        for d in chosen
    ]


def totals(found: Linking) -> tuple[Total, ...]:
    """Return what the incidents come to by day, by place and in all, a part never added to its whole."""
    from dateline.link import totals as added

    return added.of(found.incidents)


def link_reports(reports: Iterable[Report]) -> Linking:
    """Return what these reports say together. Nothing is stored."""
    from dateline.link.linker import link as linked

    return linked([report for report in reports if report.text])


def brief_reports(reports: Iterable[Report], day: dt.date | None, out: Path) -> Written:
    """Write the brief of ``day`` (the last one these reports were published on) into ``out``."""
    found = [report for report in reports if report.text]
    days = [report.published for report in found if report.published]
    if day is None and not days:
        raise EmptyInput("the reports", "none has a date", "give one with --published or as DATE")
    day = day or max(days)
    known = [report for report in found if report.published is None or report.published <= day]
    return _brief(known, link_reports(known), day, out, config.Settings())


def followed() -> list[str]:
    """Return the statuses whose counts can be followed over time."""
    from dateline.data import toml

    table = toml("series")
    return sorted({*table["levels"]["people"], *table["levels"]["share"], *table["running"]["statuses"]})


def _within(report: Report, day: dt.date) -> bool:
    return report.published is not None and day - WINDOW <= report.published <= day


def _brief(
    reports: Sequence[Report],
    linking: Linking,
    day: dt.date,
    out: Path,
    settings: config.Settings,
    previous: Brief | None = None,
    captures: Sequence[Capture] = (),
    days: Sequence[dt.date] = (),
    visits: Sequence[Visit] = (),
    newer: Mapping[str, str] | None = None,
) -> Written:
    from dateline.publish.brief import compose
    from dateline.publish.markdown import summary
    from dateline.publish.page import write

    found = compose(
        reports, linking, day, sources=settings.source, previous=previous, newer=newer, visits=visits
    )
    with disk.named(out):
        page = write(
            found,
            reports,
            out,
            captures=captures,
            linking=linking,
            earlier=_beside(out, (other for other in reversed(days) if other < day)),
            later=_beside(out, (other for other in days if other > day)),
        )
    return Written(found, page, summary(found, reports))


def _beside(out: Path, days: Iterable[dt.date]) -> dt.date | None:
    """Return the first of ``days`` whose brief lies beside ``out``, in a folder named by its day."""
    pages = ((day, out.resolve().parent / day.isoformat() / "index.html") for day in days)
    return next((day for day, page in pages if page.is_file()), None)
