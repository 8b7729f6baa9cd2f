"""Puts what another desk exported on an empty desk: the same records, all of them or none."""

# ruff: noqa: PLC0415 - the database and pyarrow load only for the step that needs them
from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import config, disk
from dateline.errors import DeskError, InputError
from dateline.pipeline import door
from dateline.pipeline.desk import ARCHIVE, Desk
from dateline.pipeline.publishing import shows

if TYPE_CHECKING:
    from dateline.publish.exports.tables import Kept, Table, Taken
    from dateline.store.whole import Held


def import_export(desk: Desk, folder: Path) -> dict[str, int]:
    """Put the records of an exported folder on ``desk``, which must be empty; return how many of each.

    Sealed copies come along when the export has them (``--whole``). Raises InputError when the folder is
    not what it says of itself, DeskError when the desk has something on it.
    """
    from dateline.publish.exports import formats, package
    from dateline.store import load, published, save, whole

    desk.must_be_writable()
    described = package.load(folder)
    for problem in package.check(folder, formats.FILES):
        raise InputError(str(folder), f"is not what its description says: {problem}", "export it again")
    found = _taken(folder, described)
    brought = folder / ARCHIVE
    with desk.database.session():
        if not whole.empty():
            raise DeskError(str(desk.folder), "has something on it", "make another: dateline init DIR")
        with disk.named(desk.folder), whole.together():
            if brought.is_dir():
                whole.keep_captures(found.captures)
            counts = {"reports": whole.keep_reports(_held(found.reports))}
            counts["incidents"] = whole.keep_linking(
                found.copies, found.origins, found.incidents, found.series
            )
            for decision in found.decisions:
                save.decision(decision)
            for one in found.publications:
                reports = list(load.reports(one.brief.reports))
                published.publish(one, dict.fromkeys(shows(*door.labels(desk, one.brief, reports))))
                door.guard(desk, one, reports)
            whole.keep_visits(found.visits)
            counts["sources"] = _register(desk, found)
            if brought.is_dir():
                shutil.copytree(brought, desk.archive, dirs_exist_ok=True)
    return counts


def _taken(folder: Path, described: dict[str, Any]) -> Taken:
    from dateline.publish.exports import arrow, formats, records

    paths = {one["name"]: folder / one["path"] for one in described["resources"]}

    def rows(table: Table) -> Iterator[dict[str, Any]]:
        path = paths.get(table.name)
        files = next((one for one in formats.FILES if path and path.suffix == one.suffix), None)
        if path and files:
            yield from arrow.read(path, table, files)

    said = {key: str(described.get(key, "")) for key in ("audience", "selection")}
    return records.taken(rows, desk=str(described.get("title", "")), **said)


def _held(found: Iterable[Kept]) -> Iterator[Held]:
    from dateline.store.whole import Held

    for one in found:
        yield Held(one.report, one.line, one.history, one.previous, one.latest, one.collected)


def _register(desk: Desk, found: Taken) -> int:
    """Add the sources that the desk's register does not name to desk.toml; return how many."""
    known = {one.name.casefold() for one in desk.settings.source}
    fresh = [one for one in found.sources if one.name.casefold() not in known]
    blocks = [config.block("source", one.model_dump(exclude_none=True)) for one in fresh]
    if blocks:
        path = desk.folder / config.FILE
        path.write_text("\n".join([path.read_text(encoding="utf-8"), *blocks]), encoding="utf-8")
    return len(fresh)
