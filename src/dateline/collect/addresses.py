"""Refuses every address that is no public web address, whatever form it is written in.

What is checked is where the connection will go, not how the address looks: names are resolved once,
every answer is judged, and the connection is made to the judged answers alone (``wire.py``).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from functools import cache

import httpx

from dateline import data
from dateline.errors import Refused, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Returns the addresses of a host name for a port, as text.
Resolve = Callable[[str, int], Sequence[str]]

# Parsers disagree on what these mean in an address, and attackers live on the difference.
DOUBTFUL = re.compile(r"[\x00-\x20\x7f\\]")
HOST = re.compile(r"[a-z0-9._:-]+")
LONGEST_HOST = 253  # RFC 1035, 2.3.4
# Every form inet_aton reads: decimal, octal, hexadecimal, one to four parts.
NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}")
# Names that only mean something on the machine or in the house where they are asked (RFC 6761, 6762, 8375,
# ICANN's reserved .internal). Asked directly they resolve to closed addresses; a proxy would ask for us.
LOCAL = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp", ".home")
MAPPED = ipaddress.ip_network("::ffff:0:0/96")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
GIVEN = ipaddress.ip_network("2000::/3")
ALLOW = "if you mean that host, name it in the setting that allows hosts"


def parse(url: str) -> httpx.URL:
    """Return the address as it will be connected to. Raises Refused for all but plain http and https."""
    if DOUBTFUL.search(url):
        raise Refused(shown(url), "holds blanks, control characters or backslashes", "copy the address again")
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused(shown(url), f"is no address ({error})", "check how it is written") from error
    if parsed.scheme not in {"http", "https"}:
        raise Refused(shown(url), "is no http or https address", "give the page's own address")
    if parsed.userinfo:
        raise Refused(
            f"{parsed.scheme}://…@{parsed.host}",
            "holds a name or password, which would be archived with it",
            "leave it out",
        )
    host = host_of(parsed)
    if not HOST.fullmatch(host) or len(host) > LONGEST_HOST or not 0 < (parsed.port or 1) < 65536:
        raise Refused(shown(url), "names no host and port that can exist", "check how it is written")
    return parsed.copy_with(host=host, fragment=None)


def host_of(url: httpx.URL) -> str:
    """Return the host in ASCII and small letters, without trailing dots."""
    return url.raw_host.decode("ascii", "replace").casefold().rstrip(".")


def literal(host: str) -> Address | None:
    """Return the address that a host is when it is written as one, in any form a system would read."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not NUMBERS.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def closed(address: Address) -> str | None:
    """Return what kind of address it is when it must not be reached ("loopback"), else None."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in MAPPED or address in NAT64:
            return closed(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.scope_id:
            return "link-local"
    for network, what in _networks():
        if address.version == network.version and address in network:
            return what
    if isinstance(address, ipaddress.IPv6Address) and address not in GIVEN:
        return "reserved"
    return None if address.is_global else "reserved"


def checked(url: httpx.URL, allow: Collection[str], resolve: Resolve) -> tuple[str, ...]:
    """Return the addresses to connect to for ``url``, each of them judged.

    ``allow`` names hosts that may be anything. One closed answer among several refuses all: that is how
    a name is rebound. Raises Refused, or Unreachable for a name that does not resolve.
    """
    host = host_of(url)
    found = _found(url, host, resolve)
    if not _allowed(host, allow):
        for address in found:
            if what := closed(address):
                raise Refused(str(url), f"leads to {address}, which is a {what} address", ALLOW)
    return tuple(str(address) for address in found)


def check_unresolved(url: httpx.URL, allow: Collection[str]) -> None:
    """Raise Refused for what the address alone shows to be closed: a proxy resolves the name, not we."""
    host = host_of(url)
    if _allowed(host, allow):
        return
    address = literal(host)
    if address is not None and (what := closed(address)):
        raise Refused(str(url), f"is a {what} address", ALLOW)
    if address is None and ("." not in host or host.endswith(LOCAL)):
        raise Refused(str(url), "is a name of the local network", ALLOW)


def system_resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host. Raises OSError when there is none.

    How long it asks is the system's own setting (resolv.conf: by default at most half a minute).
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def shown(url: str) -> str:
    """Return an address for a message: short, and in one line."""
    return repr(url[:200])[1:-1]


def _found(url: httpx.URL, host: str, resolve: Resolve) -> list[Address]:
    if (own := literal(host)) is not None:
        return [own]
    if host.endswith(".onion"):
        raise Refused(str(url), "is a Tor address", "set the SOCKS proxy of a running Tor")
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = [ipaddress.ip_address(answer) for answer in resolve(host, port)]
    except (OSError, UnicodeError, ValueError) as error:
        problem = f"the host's name does not resolve ({error})"
        raise Unreachable(str(url), problem, "check the name and the connection") from error
    if not found:
        raise Unreachable(str(url), "the host's name has no address", "check the name")
    return found


def _allowed(host: str, allow: Collection[str]) -> bool:
    names = {name.casefold().rstrip(".").strip("[]") for name in allow}
    address = literal(host)
    return host in names or (address is not None and str(address) in names)


@cache
def _networks() -> tuple[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str], ...]:
    return tuple((ipaddress.ip_network(row["cidr"]), row["what"]) for row in data.toml("networks")["network"])
