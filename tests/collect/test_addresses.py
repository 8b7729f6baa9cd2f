"""No closed address gets through, in whatever form it is written."""

from __future__ import annotations

import ipaddress
import socket

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect import addresses
from dateline.errors import Refused, Unreachable


def system_like(host: str, port: int) -> list[str]:
    """Answer as a system without a network does: only what is written as an address."""
    return [socket.inet_ntoa(socket.inet_aton(host))]


def judge(url: str, *allow: str, answers: tuple[str, ...] | None = None) -> tuple[str, ...]:
    resolve = system_like if answers is None else lambda host, port: answers
    return addresses.checked(addresses.parse(url), allow, resolve)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
        "017700000001", "127.0.0.1.", "0", "0.0", "10.1.2.3", "172.31.0.9", "192.168.0.1",
        "169.254.169.254", "0xa9fea9fe", "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1",
        "255.255.255.255", "198.18.0.1",
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[fe80::1]",
        "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[::ffff:0:127.0.0.1]", "[100::1]",
    ],
)  # fmt: skip
def test_a_closed_address_is_refused_in_every_form(host: str) -> None:
    with pytest.raises(Refused):
        judge(f"http://{host}/")


@pytest.mark.parametrize(
    "host", ["9.9.9.9", "[2620:fe::fe]", "[::ffff:9.9.9.9]", "[64:ff9b::909:909]", "151587081"]
)
def test_a_public_address_is_let_through(host: str) -> None:
    assert len(judge(f"http://{host}/")) == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://port.example/x", "data:text/plain,x", "javascript:x()", "gopher://port.example/",
        "//port.example/", "port.example", "", "http://", "http:///x", "http://a:b@port.example/",
        "http://port.example@127.0.0.1/", "http://127.0.0.1\\@port.example/", "http://port.example\r\nX: y/",
        "http:// 127.0.0.1/", "http://127.0.0.%31/", "http://[::1", "http://port.example:99999/",
        "http://①②⑦.⓪.⓪.①/", "http://" + "a" * 300 + "..example/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(Refused) as caught:
        addresses.parse(url)
    assert "\n" not in str(caught.value) and "a:b" not in str(caught.value)


def test_a_name_is_judged_by_where_it_leads() -> None:
    with pytest.raises(Refused, match=r"leads to 10\.0\.0\.8, which is a private address"):
        judge("http://port.example/", answers=("10.0.0.8",))
    with pytest.raises(Refused, match="loopback"):
        judge("http://port.example/", answers=("9.9.9.9", "::1"))
    assert judge("http://port.example./", answers=("9.9.9.9", "2620:fe::fe")) == ("9.9.9.9", "2620:fe::fe")


def test_a_name_in_other_letters_is_looked_up_in_its_ascii_form() -> None:
    asked = []
    addresses.checked(
        addresses.parse("http://Häfen.example./x#y"),
        (),
        lambda host, port: asked.append((host, port)) or ["9.9.9.9"],
    )
    assert asked == [("xn--hfen-loa.example", 80)]


def test_the_ideographic_full_stop_does_not_hide_an_address() -> None:
    with pytest.raises(Refused):
        judge("http://127。0。0。1/")


def test_a_setting_opens_one_host_and_no_other() -> None:
    assert judge("http://127.0.0.1/", "127.0.0.1") == ("127.0.0.1",)
    assert judge("http://2130706433/", "127.0.0.1") == ("127.0.0.1",)
    assert judge("http://Wiki.Desk./", "wiki.desk", answers=("10.0.0.8",)) == ("10.0.0.8",)
    with pytest.raises(Refused):
        judge("http://127.0.0.2/", "127.0.0.1")
    with pytest.raises(Refused):
        judge("http://evil.example/", "wiki.desk", answers=("10.0.0.8",))


def test_a_name_without_address_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="does not resolve"):
        judge("http://port.example/")
    with pytest.raises(Unreachable, match="no address"):
        judge("http://port.example/", answers=())


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f000001", "[::1]", "localhost", "printer", "db.internal", "nas.local."]
)
def test_behind_a_proxy_what_the_address_shows_is_judged(host: str) -> None:
    with pytest.raises(Refused):
        addresses.check_unresolved(addresses.parse(f"http://{host}/"), ())
    addresses.check_unresolved(addresses.parse(f"http://{host}/"), (host.strip("[]"),))


def test_an_onion_address_needs_tor() -> None:
    url = addresses.parse("http://abcdefghij.onion/")
    addresses.check_unresolved(url, ())
    with pytest.raises(Refused, match="Tor"):
        addresses.checked(url, (), system_like)


@given(st.ip_addresses(v=4))
def test_no_closed_ipv4_address_hides_in_an_ipv6_one(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for network in ("::ffff:0:0", "64:ff9b::"):
        hidden = ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) | number)
        assert addresses.closed(hidden) == addresses.closed(address)
    assert addresses.closed(ipaddress.IPv6Address((0x2002 << 112) | (number << 80)))
    assert addresses.closed(address) or address.is_global
    assert addresses.literal(str(number)) == addresses.literal(hex(number)) == address


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://port.example/{text}"):
        try:
            parsed = addresses.parse(url)
        except Refused:
            continue
        assert isinstance(parsed, httpx.URL)
        assert parsed.scheme in {"http", "https"} and addresses.host_of(parsed)
