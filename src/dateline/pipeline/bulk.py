"""Reads archives of millions of pages into shards of Parquet, resumable after any kill.

The plan says what there is to read, slice by slice, before anything is read; at the end what was read is
counted against it.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from dateline import __version__, disk
from dateline.archive import lock
from dateline.collect import slices
from dateline.collect.slices import Slice
from dateline.errors import DeskError, InputError, NotFound
from dateline.pipeline import shards
from dateline.pipeline.engines import ENGINES, Crew
from dateline.pipeline.shards import Manifest, Task

PLAN = "plan.json"
# Reports in a shard: a kill costs at most what each worker read of its own, some minutes.
SIZE = 1_000
_MAGIC = "*?["


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on; a run is resumed with the same."""

    version: str
    size: int
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run reads: its settings, and the slices of all its archives in their order."""

    settings: Settings
    slices: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run came to: ``given`` = ``read`` + ``failed``."""

    shards: int
    given: int
    read: int
    failed: int
    words: int


_PLAN = TypeAdapter(Plan)


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is planned: every shard it has, and those still to be made."""

    out: Path
    tasks: tuple[Task, ...]
    left: tuple[Task, ...]

    def make(self, engine: str, crew: Crew) -> Iterator[Manifest]:
        """Make the shards that are missing; yield each manifest as it is done."""
        if self.left:
            yield from ENGINES[engine](self.left, crew)

    def totals(self) -> Totals:
        """Return what all shards hold together. Raises Uneven unless that is what went in."""
        done = []
        for task in self.tasks:
            made = shards.manifest(task)
            if made is None:
                raise InputError(str(task.folder), "is not done", "run the same command again")
            shards.check(task, made)
            done.append(made)
        given, read, failed, words = (
            sum(getattr(one, name) for one in done) for name in ("given", "read", "failed", "words")
        )
        return Totals(len(done), given, read, failed, words)


@contextmanager
def planned(
    patterns: Sequence[str], out: Path, *, published: dt.date | None = None, size: int = SIZE
) -> Iterator[Run]:
    """Give a run over the archives that the patterns name; only one at a time writes to ``out``.

    Archives that the plan in ``out`` has are not cut again, new ones are added to it. Raises NotFound when a
    pattern names nothing, and DeskError when ``out`` was made with other settings or holds something else.
    """
    found = named(patterns)
    with disk.named(out):
        out.mkdir(parents=True, exist_ok=True)
        with lock.alone(out / ".lock", "run"):
            plan = _plan(out, found, Settings(__version__, size, published))
            for part in out.glob(".*.part"):  # what a kill left; nobody else writes here
                shutil.rmtree(part)
            tasks = tuple(
                Task(f"shard-{number:06}", str(out), one, published) for number, one in enumerate(plan.slices)
            )
            yield Run(out, tasks, tuple(one for one in tasks if not (one.folder / shards.MANIFEST).is_file()))


def named(patterns: Sequence[str]) -> list[tuple[Path, str]]:
    """Return the files that the patterns name, each once, with its name below the pattern's fixed folder."""
    found: dict[Path, str] = {}
    for pattern in patterns:
        root, rest = _split(pattern)
        files = [path for path in sorted(root.glob(rest)) if path.is_file() and path.name[0] != "."]
        if not files:
            raise NotFound(pattern, "names no file", "check the path; quote a pattern with *")
        for path in files:
            found.setdefault(path.resolve(), path.relative_to(root).as_posix())
    return list(found.items())


def _split(pattern: str) -> tuple[Path, str]:
    """Return the folder of a pattern before its first wildcard, and the rest."""
    parts = Path(pattern).parts
    last = len(parts) - 1
    fixed = next((n for n, part in enumerate(parts) if any(c in part for c in _MAGIC)), last)
    return Path(*parts[:fixed]), str(Path(*parts[fixed:]))


def _plan(out: Path, found: Sequence[tuple[Path, str]], settings: Settings) -> Plan:
    plan = _known(out, settings)
    cut = {one.path for one in plan.slices}
    new = [
        one for path, name in found if str(path) not in cut for one in slices.cut(path, name, settings.size)
    ]
    if new:
        plan = replace(plan, slices=(*plan.slices, *new))
        with disk.whole(out / PLAN) as draft:
            draft.write_bytes(_PLAN.dump_json(plan, indent=1) + b"\n")
    return plan


def _known(out: Path, settings: Settings) -> Plan:
    try:
        plan = _PLAN.validate_json((out / PLAN).read_bytes())
    except FileNotFoundError:
        if any(not path.name.startswith(".") for path in out.iterdir()):
            raise DeskError(str(out), "holds something else", "name a new folder") from None
        return Plan(settings)
    except ValidationError as error:
        raise DeskError(str(out / PLAN), "is no plan of a run", "name a new folder") from error
    if plan.settings != settings:
        told = f"dateline {plan.settings.version}, --size {plan.settings.size}"
        told += f", --published {plan.settings.published}" if plan.settings.published else ""
        raise DeskError(str(out), f"was begun with {told}", "go on with these, or name a new folder")
    return plan
