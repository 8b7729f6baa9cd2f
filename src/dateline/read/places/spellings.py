"""Folds place names so that spellings of one name meet: an exact key, and a looser skeleton.

``fold`` only removes what no two names differ by (case, accents, hyphens, apostrophes, the
form of an Arabic article). ``skeleton`` also forgets how vowels and doubled letters were
transliterated; two different names can share one, so a match by it needs further evidence.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose, and marks of transliteration (ayn, hamza, primes).
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "ə": "a", "ħ": "h", "ŋ": "ng", "&": " and ", "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ",
        "/": " ", ",": " ",
        "'": None, "’": None, "‘": None, "`": None, "´": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None,
        "ʹ": None, "ʺ": None, "′": None, "ˈ": None, "ˌ": None, ".": None, "“": None, "”": None, '"': None,
        "(": None, ")": None, "\u00ad": None, "\u200e": None, "\u200f": None, "ـ": None,
    }
)  # fmt: skip

# The Arabic article before any letter, and before a sun letter whose sound it takes.
_MOON = frozenset({"al", "el"})
_SUN = {
    "ad": "d", "ed": "d", "an": "n", "en": "n", "ar": "r", "er": "r", "as": "s", "es": "s", "ash": "sh",
    "esh": "sh", "at": "t", "et": "t", "ath": "th", "adh": "dh", "az": "z", "ez": "z",
}  # fmt: skip
_MARK = re.compile(r"[\u0300-\u036f\u064b-\u0652\u0670]")

# Two transliterations of one sound, longest first; the right side is the skeleton's sign for it.
_SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("sh", "s"),
    ("ch", "s"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("z", "s"), ("j", "g"), ("v", "f"),
    ("w", "u"), ("y", "i"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


def fold(name: str) -> str:
    """Return the exact key of a name: lower case, unaccented, Arabic articles as "al"."""
    text = name.casefold()
    if not text.isascii():
        text = _MARK.sub("", unicodedata.normalize("NFKD", text)).casefold()
    words = text.translate(_LETTERS).split()
    if len(words) > 1:
        _level_articles(words)
    return " ".join(words)


def _level_articles(words: list[str]) -> None:
    """Write every article that its next word confirms as "al", in place."""
    for at in range(len(words) - 1):
        word = words[at]
        sun = _SUN.get(word)
        if word in _MOON or (sun is not None and words[at + 1].startswith(sun)):
            words[at] = "al"
    if words[0] in ("st", "ste"):
        words[0] = "saint" if words[0] == "st" else "sainte"


def skeleton(folded: str) -> str:
    """Return a key shared by common transliterations of a folded name; "" for very short names.

    The article, spaces, doubled letters and inner vowels are dropped, and letters that
    transliterate one sound are made one, so "maarat al numan" and "maarrat annuman" meet.
    """
    text = "".join(word for word in folded.split() if word != "al")
    if not text.isascii():
        return ""
    for pair, sign in _SOUNDS:
        if pair in text:
            text = text.replace(pair, sign)
    text = text.removesuffix("h")
    first = text[:1]
    bones = _VOWELS.sub("", text)
    if first in "aeiou":
        bones = "a" + bones
    bones = _DOUBLED.sub(r"\1", bones)
    return bones if len(bones) >= 3 else ""
