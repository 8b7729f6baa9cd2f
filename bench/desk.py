"""How fast the desk's pages answer on a large desk: 100,000 reports and 20,000 incidents, all invented.

Run: python -m bench.desk [--reports N] [--incidents N] [--times N] [--only WORD]. The desk is made once and
kept under the temporary folder. Pages are asked for in this process, without a network; both the clock's time
and the processor's are printed, for a machine that does other work too.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import synthetic
from dateline.pipeline import Desk, reviewing
from dateline.web import settings, wsgi

WANTED_MS = 300


def served(reports: int, incidents: int) -> Desk:
    """Return the desk of this size, made when it is not there, and served in this process."""
    settings.configure()
    folder = Path(tempfile.gettempdir()) / f"dateline-bench-desk-{reports}-{incidents}"
    ready = folder / ".ready"
    if not ready.exists():
        start = time.perf_counter()
        synthetic.make(folder, reports, incidents)
        ready.touch()
        print(f"made {reports} reports and {incidents} incidents in {time.perf_counter() - start:.0f} s")
    wsgi.make_ready(folder, "http://testserver")
    from django.conf import settings as django  # noqa: PLC0415

    found: Desk = django.DATELINE_DESK
    return found


def pages(desk: Desk) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each page and what gives its next address: another item each time."""
    words = [
        str(r["id"]).removeprefix("sha256:")[:16] for r in reviewing.report_rows(desk, start=500, limit=60)
    ]
    told = [
        str(r["label"]).removeprefix("incident:") for r in reviewing.incident_rows(desk, start=300, limit=60)
    ]
    keys = [item.key for item in reviewing.waiting(desk)[:60]]
    report, incident, key = itertools.cycle(words), itertools.cycle(told), itertools.cycle(keys)
    town = itertools.cycle([f"{a}{b}" for a, b in itertools.product(synthetic.STARTS, synthetic.ENDS)])
    day = f"{synthetic.FIRST.year + 1}-03-01"
    yield "home", lambda: "/desk/"
    yield "queue", lambda: "/desk/queue/"
    yield "queue, one item", lambda: f"/desk/queue/{next(key)}/"
    yield "incidents", lambda: "/desk/incidents/"
    yield "incidents, page 200", lambda: "/desk/incidents/?page=200"
    yield "incidents of a grade", lambda: "/desk/incidents/?grade=weak"
    yield "incident", lambda: f"/desk/incidents/{next(incident)}/"
    yield "reports", lambda: "/desk/reports/"
    yield "reports, page 1000", lambda: "/desk/reports/?page=1000"
    yield "report", lambda: f"/desk/reports/{next(report)}/"
    yield "register of sources", lambda: "/desk/registers/sources/"
    yield "register of actors", lambda: "/desk/registers/actors/"
    yield "register of places", lambda: "/desk/registers/places/"
    yield "ledger", lambda: "/desk/ledger/"
    yield "ledger, filtered", lambda: "/desk/ledger/?who=analyst+3&about=desk"
    yield "search, a rare word", lambda: f"/desk/search/?q={next(town)}"
    yield "search, a common word", lambda: "/desk/search/?q=market"
    yield "search, filtered", lambda: f"/desk/search/?q=killed&kind=report&first={day}&last={day}"
    yield "briefs", lambda: "/desk/briefs/"
    yield "people", lambda: "/desk/people/"


def measured(ask: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Return how long each of ``times`` calls took, by the clock and by the processor, in ms, in order."""
    clock, processor = [], []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return sorted(clock), sorted(processor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    desk = served(chosen.reports, chosen.incidents)
    browser = _browser()
    over = []
    print(f"{'page':<24}{'median ms':>10}{'p95':>8}{'first':>8}{'processor':>11}")
    for name, address in pages(desk):
        if chosen.only not in name:
            continue

        def ask(address: Callable[[], str] = address) -> None:
            url = address()
            code = browser.get(url).status_code  # type: ignore[attr-defined]
            assert code == 200, f"{url}: {code}"

        (first,), _ = measured(ask, 1)
        clock, processor = measured(ask, chosen.times)
        median, late = clock[len(clock) // 2], clock[int(len(clock) * 0.95)]
        print(
            f"{name:<24}{median:>10.0f}{late:>8.0f}{first:>8.0f}{processor[len(processor) // 2]:>11.0f}",
            flush=True,
        )
        if median > WANTED_MS:
            over.append(name)
    print(f"over {WANTED_MS} ms at the median: {', '.join(over) or 'none'}")


def _browser() -> object:
    """Return a signed-in browser of an admin."""
    from django.contrib.auth.models import User  # noqa: PLC0415 - once Django is set up
    from django.test import Client  # noqa: PLC0415

    from dateline.web.people.invitations import invite  # noqa: PLC0415
    from dateline.web.roles import Role  # noqa: PLC0415

    user = User.objects.filter(username="bench").first() or invite("bench", Role.ADMIN)
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


if __name__ == "__main__":
    main()
