"""A picture is published without what its camera wrote into it, or refused in one line."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from dateline.errors import EmptyInput, InputError
from dateline.publish import pictures

SECRET = b"Ann Example, 36.2021 N 37.1343 E"


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 200), turn: int = 1) -> bytes:
    """Return a photograph with a place, an author and a comment in it, held sideways by ``turn``."""
    image = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010E] = turn, SECRET.decode(), SECRET.decode()
    exif.get_ifd(0x8825)[2] = (36.0, 12.0, 7.5)
    out = io.BytesIO()
    more = {"comment": SECRET} if kind in ("JPEG", "GIF") else {}
    image.save(out, kind, exif=exif, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_what_the_camera_wrote_is_gone(kind: str) -> None:
    given = photo(kind)
    assert SECRET in given
    content, width, height = pictures.fit(given, "photo")
    assert SECRET not in content and b"Exif" not in content
    made = Image.open(io.BytesIO(content))
    assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (width, height), {})
    assert not {"exif", "comment", "icc_profile", "xmp"} & made.info.keys()


def test_it_is_turned_as_it_was_held_and_made_no_larger_than_a_page() -> None:
    assert pictures.fit(photo(turn=6), "photo")[1:] == (200, 400)
    assert pictures.fit(photo(size=(4000, 1000)), "photo")[1:] == (1600, 400)


def bomb(side: int) -> bytes:
    """Return a PNG that is some kilobytes and unpacks to side × side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\x00" * (side // 8 + 1) * 64)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "is no picture"),
        (b"<svg onload='x()'/>", "is no picture"),
        (photo()[:300], "is no picture"),
        (b"\xff\xd8\xff" + b"x" * 100, "is no picture"),
        (bomb(30_000), "million pixels|unpacks to more"),
        (b"x" * (pictures.LARGEST + 1), "is over 30 MB"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(payload: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        pictures.fit(payload, "photo")


def test_no_picture_without_its_words_and_its_source() -> None:
    words = {"alt": "A street", "caption": "A street on Sunday.", "credit": "Own photograph"}
    assert pictures.plate(b"x", 2, 1, graphic=True, **words).graphic
    for missing in words:
        with pytest.raises(EmptyInput, match="has no words for"):
            pictures.plate(b"x", 2, 1, graphic=False, **{**words, missing: " "})
