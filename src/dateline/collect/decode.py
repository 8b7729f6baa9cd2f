"""Turns bytes into text, and says so whenever the encoding was guessed or bytes were lost."""

from __future__ import annotations

import codecs
import re

from dateline.errors import NotText
from dateline.model import Failure

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings news pages used before UTF-8. Without this list the guesser names encodings nobody writes.
GUESSES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp866", "gb18030",
    "big5", "shift_jis", "euc_jp", "euc_kr", "iso8859_2",
]  # fmt: skip
# A page with one stray byte in a hundred of its accented letters is UTF-8 with a fault, not another encoding.
STRAY = 0.01
# The guesser sees this much: its answer does not change with more, and it is slow.
GUESSED_FROM = 50_000
# Text has line ends and tabs; more control bytes than one in a hundred is a binary file.
CONTROLS = 0.01
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


def decode(payload: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[Failure, ...]]:
    """Return the text of ``payload``, with a failure when it was guessed or damaged.

    In this order: byte order mark, UTF-8, UTF-16 without mark, the declared charset, a guess.
    Raises NotText for binary bytes.
    """
    for mark, codec in MARKS:
        if payload.startswith(mark):
            return _repaired(payload, codec)
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(payload, name, declared)
    if "\x00" in text:
        if wide := _wide(payload):
            return _repaired(payload, wide)
        raise NotText(name, "is binary, not text", "give a text, HTML, table, feed or archive file")
    return text, ()


def is_binary(head: bytes) -> bool:
    """Return whether the first bytes of a file are no text in any encoding we read."""
    if head.startswith(tuple(mark for mark, _ in MARKS)) or _wide(head):
        return False
    return b"\x00" in head or len(head) - len(head.translate(None, CONTROL_BYTES)) > CONTROLS * len(head)


def _legacy(payload: bytes, name: str, declared: str | None) -> tuple[str, tuple[Failure, ...]]:
    """Decode bytes that are not UTF-8."""
    if is_binary(payload[:4096]):
        raise NotText(name, "is binary, not text", "give a text, HTML, table, feed or archive file")
    if wide := _wide(payload):
        return _repaired(payload, wide)
    nearly = payload.decode("utf-8", "replace")
    marks = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", payload))
    if nearly.count("\ufffd") <= max(1, STRAY * marks) and marks:
        return _lost(nearly, "utf-8")
    if declared and (codec := _known(declared)) not in {None, "utf-8"}:
        try:
            return payload.decode(str(codec)), ()
        except UnicodeDecodeError:
            pass
    return _guess(payload, name, declared)


def _guess(payload: bytes, name: str, declared: str | None) -> tuple[str, tuple[Failure, ...]]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- slow to import, rarely needed

    best = from_bytes(payload[:GUESSED_FROM], cp_isolation=GUESSES).best()
    if best is None:
        raise NotText(name, "is in no text encoding we know", "save it as UTF-8")
    text = payload.decode(best.encoding, "replace")
    same = (
        payload.decode("cp1252", "replace") == text
    )  # several encodings may give one text: name the common one
    codec = "cp1252" if same else best.encoding
    why = f"the declared charset {declared} does not fit" if declared else "no charset declared"
    note = f"{name}: {why}; read as {codec}, a guess; save it as UTF-8 to be sure"
    return text, (Failure(step="decode", error="GuessedEncoding", message=note),)


def _repaired(payload: bytes, codec: str) -> tuple[str, tuple[Failure, ...]]:
    try:
        return payload.decode(codec), ()
    except UnicodeDecodeError:
        return _lost(payload.decode(codec, "replace"), codec)


def _lost(text: str, codec: str) -> tuple[str, tuple[Failure, ...]]:
    note = f"{text.count(chr(0xFFFD))} places are not valid {codec} and stand as \ufffd; fetch the text again"
    return text, (Failure(step="decode", error="DamagedEncoding", message=note),)


def _wide(payload: bytes) -> str | None:
    """Return the UTF-16 variant of bytes without a mark: every other byte of Latin text is null."""
    sample = payload[: 4096 - 4096 % 2]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _known(charset: str) -> str | None:
    """Return Python's name of a charset; browsers read ISO 8859-1 as Windows-1252, and so do we."""
    try:
        codec = codecs.lookup(charset.strip("\"' ")).name
    except LookupError:
        return None
    return "cp1252" if codec in {"iso8859-1", "ascii"} else codec
