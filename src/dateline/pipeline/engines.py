"""What makes many shards at once: one protocol and one visible list of engines."""

# ruff: noqa: PLC0415 - an engine loads its own parts
from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter

from dateline.errors import DatelineError, MissingPart, WorkerLost
from dateline.pipeline import shards
from dateline.pipeline.shards import Manifest, Task

T = TypeVar("T")
R = TypeVar("R")

# A worker that dies is replaced; when so many in a row die before one shard is done, the run ends.
TRIES = 3
# A cluster's head that does not take a connection within so many seconds is not there.
KNOCK_S = 10.0


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


@contextmanager
def spread(workers: int) -> Iterator[Callable[[Callable[[T], R], Iterable[T]], Iterator[R]]]:
    """Give what maps a function over items, in order, in so many processes. Raises WorkerLost."""
    if workers == 1:
        yield map
        return
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=fresh, initializer=_begin)
    try:
        yield pool.map
    except BrokenProcessPool as error:
        step = "see whether memory ran out (try --workers 1), then run the same command again"
        raise WorkerLost("a worker", "died in the middle of its work", step) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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


def on_ray(tasks: Sequence[Task], crew: Crew) -> Iterator[Manifest]:
    """Make shards with Ray Data, on this machine's cores or on a cluster; a worker that dies is replaced.

    On a cluster every machine must see the archives and the output under the same paths.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    try:
        import ray
    except ImportError as error:
        raise MissingPart("ray", "is not installed", "pip install 'dateline[ray]'") from error
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if crew.address is None:
        options |= {"num_cpus": crew.workers, "include_dashboard": False}
    try:
        _knock(crew.address)
        session = ray.init(address=crew.address or "local", **options)
    except OSError as error:
        step = "check --address, and that the cluster runs: ray status"
        raise WorkerLost(crew.address or "ray", "no cluster answers there", step) from error
    with session:
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        given = [{"task": _TASK.dump_json(one).decode()} for one in tasks]
        workers = ray.data.ActorPoolStrategy(size=min(crew.workers, len(tasks)))
        maker: Any = _Maker
        data = ray.data.from_items(given, override_num_blocks=len(given))
        for row in data.map(maker, compute=workers, num_cpus=1).iter_rows():
            if row["error"]:
                raise DatelineError(*json.loads(row["error"]))
            yield shards.parse(row["manifest"])


def _knock(address: str | None) -> None:
    """Raise OSError when nobody listens at HOST:PORT; Ray would ask for minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), KNOCK_S).close()


class _Maker:
    """A worker of Ray: one process with one parser, loaded once."""

    def __call__(self, row: dict[str, str]) -> dict[str, str]:
        """Make one shard. An error of ours comes back as its three parts, which any version can read."""
        try:
            made = shards.make(_TASK.validate_json(row["task"]))
        except DatelineError as error:
            return {"manifest": "", "error": json.dumps([error.item, error.problem, error.step])}
        return {"manifest": shards.dump(made).decode(), "error": ""}


_TASK = TypeAdapter(Task)
# The visible list.
ENGINES: dict[str, Engine] = {"process": processes, "ray": on_ray}
