"""Bytes become text, and whatever was guessed or lost is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect import decode
from dateline.errors import NotText

SENTENCE = "Der Bürgermeister erklärte, die Brücke über den Fluß sei wieder für Lastwagen geöffnet. "
RUSSIAN = "Колонна из семнадцати грузовиков прибыла в город в понедельник утром, сообщили в порту. "


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_a_note(codec: str) -> None:
    assert decode.decode(SENTENCE.encode(codec), "a.txt") == (SENTENCE, ())


@pytest.mark.parametrize(
    ("codec", "text"), [("windows-1252", SENTENCE), ("koi8-r", RUSSIAN), ("iso-8859-1", SENTENCE)]
)
def test_a_declared_charset_is_believed(codec: str, text: str) -> None:
    assert decode.decode(text.encode(codec), "a.txt", codec) == (text, ())


@pytest.mark.parametrize(("codec", "text"), [("cp1252", SENTENCE * 3), ("cp1251", RUSSIAN * 3)])
def test_a_guess_is_named(codec: str, text: str) -> None:
    found, (note,) = decode.decode(text.encode(codec), "a.txt")
    assert found == text
    assert (note.error, codec in note.message) == ("GuessedEncoding", True)


def test_an_unknown_charset_is_not_believed() -> None:
    _, (note,) = decode.decode((SENTENCE * 3).encode("cp1252"), "a.txt", "x-nonsense")
    assert note.error == "GuessedEncoding"


def test_a_stray_byte_costs_one_place_not_the_encoding() -> None:
    payload = (SENTENCE * 40).encode() + b"\xff and then " + SENTENCE.encode()
    text, (note,) = decode.decode(payload, "a.txt")
    assert text.count("\ufffd") == 1
    assert text.endswith(SENTENCE)
    assert note.error == "DamagedEncoding"


def test_a_text_cut_inside_a_letter_keeps_the_rest() -> None:
    text, (note,) = decode.decode("Die Brücke über den Flü".encode()[:-1], "a.txt")
    assert text == "Die Brücke über den Fl\ufffd"
    assert note.error == "DamagedEncoding"


@pytest.mark.parametrize(
    "payload", [bytes(range(256)) * 20, b"text\x00with nulls", b"%PDF-1.7\n" + bytes(range(200)) * 3]
)
def test_binary_is_refused(payload: bytes) -> None:
    with pytest.raises(NotText, match=r"a\.bin: is binary"):
        decode.decode(payload, "a.bin")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_utf_8_comes_back_whole(text: str) -> None:
    assert decode.decode(text.encode(), "a.txt")[0] == text.removeprefix("\ufeff")
