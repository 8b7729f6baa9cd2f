"""Makes a picture fit to be published: what its camera wrote into it is gone, its size is a page's."""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from dateline.errors import EmptyInput, NotText, TooLarge
from dateline.model import Brief, Plate

# The largest upload, and the largest picture in it: a camera's 60 megapixels take 180 MB while it is made.
LARGEST, MOST_PIXELS = 30_000_000, 60_000_000
# The longer side of what is published.
SIDE = 1600
QUALITY = 85
MEDIA_TYPE, SUFFIX = "image/jpeg", ".jpg"
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")


def fit(payload: bytes, name: str) -> tuple[bytes, int, int]:
    """Return the picture as a JPEG without EXIF, XMP, ICC or comments, with its width and height.

    It is turned as its camera held it, and made no larger than SIDE. Raises TooLarge for a file or a picture
    over the limits, NotText for what is no picture.
    """
    if len(payload) > LARGEST:
        raise TooLarge(name, f"is over {LARGEST // 10**6} MB", "make it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(payload), formats=_KINDS)
            if opened.width * opened.height > MOST_PIXELS:
                raise TooLarge(name, f"has over {MOST_PIXELS // 10**6} million pixels", "make it smaller")
            turned = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise TooLarge(name, "unpacks to more than a picture of a page", "make it smaller") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotText(name, "is no picture that can be read", "give JPEG, PNG, WebP, GIF or TIFF") from error
    turned.thumbnail((SIDE, SIDE))
    plain = Image.new("RGB", turned.size, "white")  # pixels alone: nothing of the old file comes along
    plain.paste(turned, mask=turned.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), plain.width, plain.height


def plate(
    content: bytes, width: int, height: int, *, alt: str, caption: str, credit: str, graphic: bool
) -> Plate:
    """Return the picture as a brief shows it. Raises EmptyInput without words for it or without a source."""
    told = {"alt": alt, "caption": caption, "credit": credit}
    told = {key: " ".join(words.split()) for key, words in told.items()}
    named = {"alt": "what it shows, for who cannot see it", "caption": "its caption", "credit": "its source"}
    for key, what in named.items():
        if not told[key]:
            raise EmptyInput("the picture", f"has no words for {what}", "give them")
    return Plate(
        sha256=hashlib.sha256(content).hexdigest(), width=width, height=height, graphic=graphic, **told
    )


def added(brief: Brief, one: Plate) -> Brief:
    """Return the brief with the picture after those it has; the same picture anew takes its place."""
    kept = tuple(other for other in brief.pictures if other.sha256 != one.sha256)
    return brief.model_copy(update={"pictures": (*kept, one)})


def dropped(brief: Brief, sha256: str) -> Brief:
    """Return the brief without a picture."""
    kept = tuple(one for one in brief.pictures if one.sha256 != sha256)
    return brief.model_copy(update={"pictures": kept})
