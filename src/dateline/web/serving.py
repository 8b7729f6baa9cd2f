"""``dateline serve``: the tables made, the first admin invited, granian started."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from dateline.errors import DeskError
from dateline.web import wsgi

# Threads that answer at once. Pages are made by the processor and SQLite reads beside its one writer, so a
# few are enough; more would only wait for each other. Each open stream sleeps in a thread of its own.
THREADS = 4
# Processes that answer: Python makes one page at a time in each, so a second one uses a second core. More
# would hold the site's pages in memory as many times over.
PROCESSES = 2


def serve(folder: Path | None, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the site at / and the desk at /desk/ until the process is stopped."""
    from granian import Granian  # noqa: PLC0415 - the server loads when it is started
    from granian.constants import Interfaces  # noqa: PLC0415

    _free(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    desk = prepare(folder, address, say)
    from dateline.web.site.live import STREAMS  # noqa: PLC0415 - Django is set up by then

    os.environ |= {wsgi.DESK: str(desk.resolve()), wsgi.ADDRESS: address}
    say(f"The site: {address}/   the desk: {address}/desk/   (stop with Ctrl-C)")
    Granian(
        "dateline.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=min(PROCESSES, os.cpu_count() or 1),
        blocking_threads=THREADS + STREAMS,
        log_enabled=False,
    ).serve()


def prepare(folder: Path | None, address: str, say: Callable[[str], None]) -> Path:
    """Make the tables, and say the first admin's link while nobody can sign in. Returns the desk's folder."""
    wsgi.make_ready(folder, address)
    from django.conf import settings  # noqa: PLC0415

    from dateline.web.people.invitations import first_admin  # noqa: PLC0415

    link = first_admin()
    if link:
        say(f"Nobody can sign in yet. Make the first account, an admin, with this one-time link:\n{link}")
    return Path(settings.DATELINE_DESK.folder)


def _free(host: str, port: int) -> None:
    """Raise DeskError when something listens there already; the server itself would only log it."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise DeskError(f"{host}:{port}", f"cannot be served on: {error.strerror}", "give --port") from error
