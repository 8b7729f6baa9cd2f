"""Real web servers on loopback, as odd as a test needs them."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[[str, socket.socket], None]


@contextmanager
def serving(
    answer: Answer, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    """Serve each request with ``answer(request, socket)`` in a thread of its own; yield the port."""

    def serve(taken: socket.socket) -> None:
        with taken if tls is None else tls.wrap_socket(taken, server_side=True) as connection:
            request = b""
            while b"\r\n\r\n" not in request and (data := connection.recv(65536)):
                request += data
            answer(request.decode("latin-1"), connection)

    with serving_raw(serve, host, port) as taken:
        yield taken


@contextmanager
def serving_raw(
    serve: Callable[[socket.socket], None], host: str = "127.0.0.1", port: int = 0
) -> Iterator[int]:
    """Hand each connection to ``serve`` in a thread of its own; yield the port."""
    listener = socket.create_server((host, port))
    listener.settimeout(0.05)
    stop = threading.Event()

    def run(taken: socket.socket) -> None:
        with taken:
            taken.settimeout(5)
            with suppress(OSError):  # the client has gone: what most of these tests are about
                serve(taken)

    def accept() -> None:
        while not stop.is_set():
            with suppress(TimeoutError):
                taken, _ = listener.accept()
                threading.Thread(target=run, args=(taken,), daemon=True).start()

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        thread.join()
        listener.close()


def reply(taken: socket.socket, body: bytes, status: str = "200 OK", headers: str = "") -> None:
    """Send a whole answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{headers}\r\n"
    taken.sendall(head.encode("latin-1") + body)
