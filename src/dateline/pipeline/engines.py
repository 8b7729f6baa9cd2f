"""What makes many shards at once: one protocol and one visible list of engines."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol

from dateline.errors import WorkerLost
from dateline.pipeline import shards
from dateline.pipeline.shards import Manifest, Task

# A worker that dies is replaced; when so many in a row die before one shard is done, the run ends.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Crew:
    """How many workers make shards, and where: ``address`` is a cluster's, None for this machine."""

    workers: int
    address: str | None = None


class Engine(Protocol):
    """Makes shards with several workers, each of which loads the parser once."""

    def __call__(self, tasks: Sequence[Task], crew: Crew) -> Iterator[Manifest]:
        """Yield the manifest of each shard as it is done, in any order. Raises WorkerLost."""
        ...


def processes(tasks: Sequence[Task], crew: Crew) -> Iterator[Manifest]:
    """Make shards in processes of this machine; a single worker is this process."""
    if crew.workers == 1:
        yield from map(shards.make, tasks)
        return
    left = {task.shard: task for task in tasks}
    tries = 0
    while left:
        before = len(left)
        try:
            for made in _pool(list(left.values()), crew.workers):
                del left[made.shard]
                yield made
        except BrokenProcessPool as error:
            tries = tries + 1 if len(left) == before else 1
            if tries == TRIES:
                problem = f"a worker died {TRIES} times; {len(left):,} shards are left, from {min(left)} on"
                step = "see whether memory ran out (try --workers 1), then run the same command again"
                raise WorkerLost(tasks[0].out, problem, step) from error


def _pool(tasks: Sequence[Task], workers: int) -> Iterator[Manifest]:
    # Fresh processes: those forked from one with threads may hang.
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(workers, len(tasks)), mp_context=fresh, initializer=_begin)
    try:
        for done in as_completed([pool.submit(shards.make, task) for task in tasks]):
            yield done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """Make a worker die with its parent, however that dies, and at once when the run is interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


# The visible list.
ENGINES: dict[str, Engine] = {"process": processes}
