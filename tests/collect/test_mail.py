"""Newsletters become reports, whatever their build; nothing attached is opened."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect.base import Collected, InputFile
from dateline.collect.files import choose
from dateline.errors import EmptyInput, InputError, NotText
from dateline.model import Marks

HEAD = """From: Harbour Post <news@port.example>
To: desk@port.example
Subject: =?utf-8?q?Two_ships_burn_=E2=80=94_update?=
Date: Sat, 09 Mar 2024 12:00:00 +0200
Message-ID: <a1@port.example>
MIME-Version: 1.0
"""
PLAIN = HEAD + "Content-Type: text/plain; charset=utf-8\n\nTwo ships burn in the port.\n"
LONG = "Two ships burn in the port, and a ferry waits outside for a berth. " * 5


def many(*parts: str, kind: str = "alternative") -> str:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{body}--b--\n'


def collected(text: str | bytes, name: str = "letter.eml") -> list[Collected]:
    item = InputFile(name, data=text.encode() if isinstance(text, str) else text)
    return list(choose(item).collect(item))


def test_a_letter_is_a_report() -> None:
    (found,) = collected(PLAIN)
    (report,) = found.reports
    assert (report.text, report.title) == ("Two ships burn in the port.", "Two ships burn — update")
    assert (report.source, report.author, report.key) == ("Harbour Post", "Harbour Post", "a1@port.example")
    assert report.published_at == dt.datetime(2024, 3, 9, 10, tzinfo=dt.UTC)
    assert report.published_rule == "Date of the message"
    assert (report.resource, report.url) == ("mid:a1@port.example", None)
    assert "desk@port.example" not in report.model_dump_json(), "who received it is nobody's business"


def test_a_letter_is_known_by_its_headers() -> None:
    assert collected(PLAIN, "-")[0].media_type == "message/rfc822"


def test_the_plain_part_goes_first() -> None:
    (found,) = collected(
        many(f"Content-Type: text/plain\n\n{LONG}", "Content-Type: text/html\n\n<p>Other.</p>")
    )
    assert found.reports[0].text == LONG.strip()


@pytest.mark.parametrize("plain", ["", "View this letter in your browser: https://port.example/1"])
def test_a_plain_part_that_says_nothing_gives_way_to_the_page(plain: str) -> None:
    page = f"<html><body><article><h1>Ships</h1><p>{LONG}</p><p>{LONG}</p></article></body></html>"
    (found,) = collected(many(f"Content-Type: text/plain\n\n{plain}", f"Content-Type: text/html\n\n{page}"))
    assert LONG.strip() in found.reports[0].text and "browser" not in found.reports[0].text


def test_a_page_without_an_article_is_read_as_it_stands() -> None:
    (found,) = collected(many("Content-Type: text/html\n\n<td>Two ships</td><br>burn."))
    assert "Two ships" in found.reports[0].text


def test_packed_parts_in_other_letters_are_read() -> None:
    body = base64.b64encode("Два кораблі горять у порту.".encode("koi8-u")).decode()
    part = f"Content-Type: text/plain; charset=koi8-u\nContent-Transfer-Encoding: base64\n\n{body}"
    (found,) = collected(many(part))
    assert found.reports[0].text == "Два кораблі горять у порту."


def test_what_is_attached_is_not_opened() -> None:
    attached = 'Content-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nSecret.'
    inner = f"Content-Type: message/rfc822\n\n{PLAIN}"
    with pytest.raises(EmptyInput, match="without text"):
        collected(many(attached, inner, kind="mixed"))
    (found,) = collected(many(attached, f"Content-Type: text/plain\n\n{LONG}", kind="mixed"))
    assert found.reports[0].text == LONG.strip()


def test_a_reply_and_an_address_in_the_archive_are_kept() -> None:
    more = "In-Reply-To: <a0@port.example>\nArchived-At: <https://port.example/1>\n"
    (found,) = collected(PLAIN.replace("MIME-", more + "MIME-"))
    assert found.reports[0].url == "https://port.example/1"
    assert found.reports[0].marks == Marks(in_reply_to="a0@port.example")


# -- mbox ----------------------------------------------------------------------------------

BOX = (
    f"From news@port.example Sat Mar  9 12:00:00 2024\n{PLAIN}>From the port: no news.\n\n"
    f"From news@port.example Sun Mar 10 12:00:00 2024\n{HEAD}Content-Type: image/png\n\nx\n\n"
    f"From news@port.example Mon Mar 11 12:00:00 2024\n{PLAIN.replace('a1', 'a3')}From here on it is quiet.\n"
)


def test_an_mbox_is_its_letters() -> None:
    *letters, broken = collected(BOX, "news.mbox")
    assert [found.reports[0].text for found in letters] == [
        "Two ships burn in the port.\nFrom the port: no news.",
        "Two ships burn in the port.\nFrom here on it is quiet.",
    ]
    assert [found.uri for found in letters] == ["news.mbox#1", "news.mbox#3"]
    assert letters[0].payload.startswith(b"From: Harbour Post")
    assert [f.error for f in broken.failures] == ["EmptyInput"]
    assert len(collected(BOX, "-")) == 3, "known by its first line"


def test_an_mbox_with_line_ends_of_the_net_is_read() -> None:
    assert len(collected(BOX.replace("\n", "\r\n"), "news.mbox")) == 3


def test_an_mbox_without_a_letter_is_refused() -> None:
    with pytest.raises(NotText, match="holds no message"):
        collected("nothing here", "news.mbox")
    with pytest.raises(EmptyInput):
        collected(
            BOX[BOX.index("From news@port.example Sun") : BOX.index("From news@port.example Mon")], "a.mbox"
        )


# -- hostile -------------------------------------------------------------------------------


def test_parts_nested_without_end_cost_only_themselves() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    with pytest.raises(InputError):
        collected(HEAD + nested)
    some = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(40))
    (found,) = collected(many(f"Content-Type: text/plain\n\n{LONG}", some, kind="mixed"))
    assert found.reports[0].text == LONG.strip()
    assert [failure.error for failure in found.reports[0].failures] == ["DamagedPart"]


@pytest.mark.parametrize(
    "odd",
    [
        "Date: never", "Subject: =?x-no-such?q?abc?=", "Subject: =?utf-8?b?////?=", "From: <<<>>>,,", "From:",
        "Message-ID: <>", "Content-Type: text/plain; charset=x-no-such", "Content-Type: ;;;", "Date: 0",
        "Content-Transfer-Encoding: x-uuencode", "Archived-At: <javascript:x()>", "Content-Disposition: ;=;",
        "Content-Type: text/plain; charset*=utf-8''%FF%FE", "Date: Sat, 99 Foo 99999 99:99:99 +9999",
    ],
)  # fmt: skip
def test_a_header_that_makes_no_sense_costs_only_itself(odd: str) -> None:
    name = odd.partition(":")[0]
    lines = [line for line in PLAIN.split("\n\n")[0].split("\n") if not line.startswith(name + ":")]
    (found,) = collected("\n".join([*lines, odd]) + "\n\nTwo ships burn in the port.\n")
    (report,) = found.reports
    assert report.text == "Two ships burn in the port."
    assert report.url is None


@given(st.binary(max_size=300))
def test_any_letter_is_read_or_refused(tail: bytes) -> None:
    for text in (
        HEAD.encode() + tail,
        BOX.encode() + tail,
        many("Content-Type: text/html\n\n").encode() + tail,
    ):
        try:
            found = collected(text, "letter.eml")
        except InputError:
            continue
        assert found[0].reports[0].text.strip()
