"""Connects to addresses that were judged before, and to no other, within a deadline.

The name stays in the Host header and in the TLS handshake; what the name resolves to by now is not asked
again, so rebinding it changes nothing.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

import httpcore
import httpx

from dateline.errors import MissingPart

TIMEOUTS = (httpcore.TimeoutException, httpx.TimeoutException)
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpx.TransportError, OSError)
# A wait is looked at again this often: the time that is left may have been called off meanwhile.
SLICE = 1.0
# The seconds that are left of a fetch.
Left = Callable[[], float]


class Wire(httpx.BaseTransport):
    """A transport for one request. ``addresses`` are the judged ones; a ``proxy`` is connected instead."""

    def __init__(
        self, addresses: Sequence[str], left: Left, tls: ssl.SSLContext, proxy: str | None = None
    ) -> None:
        backend = _Pinned(None if proxy else addresses, left)
        self._pool = _pool(backend, tls, proxy)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and return the answer with its body still to be read."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, content=b"", extensions=request.extensions
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(cast("Iterable[bytes]", answer.stream)),
            extensions=dict(answer.extensions),
        )

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _Pinned(httpcore.NetworkBackend):
    """Connects to the first judged address that answers; without any, to the proxy that was named."""

    def __init__(self, addresses: Sequence[str] | None, left: Left) -> None:
        self._addresses, self._left = addresses, left
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect, whatever ``host`` says."""
        targets = [host] if self._addresses is None else list(self._addresses)
        for number, target in enumerate(targets, start=1):
            try:
                wait = _within(timeout, self._left)
                stream = self._system.connect_tcp(target, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(targets):
                    raise
            else:
                return _Timed(stream, self._left)
        raise httpcore.ConnectError("no address to connect to")


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait ends with the fetch: a byte a second does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, left: Left) -> None:
        self._stream, self._left = stream, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, at most for the time that is left, which is asked for again every second."""
        waited = 0.0
        while True:
            allowed = min(_within(timeout, self._left), SLICE)
            try:
                return self._stream.read(max_bytes, allowed)
            except httpcore.ReadTimeout:
                waited += allowed
                if (timeout is not None and waited >= timeout) or self._left() <= 0:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, at most for the time that is left."""
        self._stream.write(buffer, _within(timeout, self._left))

    def close(self) -> None:
        """Close."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands for the name, not for the address."""
        secured = self._stream.start_tls(ssl_context, server_hostname, _within(timeout, self._left))
        return _Timed(secured, self._left)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, left: Left) -> float:
    seconds = left()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the time for this fetch is over")
    return seconds if timeout is None else min(timeout, seconds)


def _pool(
    backend: httpcore.NetworkBackend, tls: ssl.SSLContext, proxy: str | None
) -> httpcore.ConnectionPool:
    if proxy is None:
        return httpcore.ConnectionPool(ssl_context=tls, network_backend=backend)
    own = httpx.Proxy(proxy.replace("socks5h://", "socks5://", 1))
    url = httpcore.URL(
        scheme=own.url.raw_scheme, host=own.url.raw_host, port=own.url.port, target=own.url.raw_path
    )
    auth = own.raw_auth
    if own.url.scheme == "socks5":
        try:
            return httpcore.SOCKSProxy(url, proxy_auth=auth, ssl_context=tls, network_backend=backend)
        except RuntimeError as error:  # httpcore's stand-in when socksio cannot be imported
            problem = "a SOCKS proxy needs the package socksio"
            raise MissingPart(own.url.host, problem, "install it: pip install 'httpx[socks]'") from error
    return httpcore.HTTPProxy(url, proxy_auth=auth, ssl_context=tls, network_backend=backend)
