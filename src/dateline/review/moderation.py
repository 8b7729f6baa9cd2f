"""Says which readers' comments wait for a person, by which rule, and what their writer is told.

The rules hold; they never publish past a person, and never remove. Each list stands in
``data/comments_*.toml`` with its reason; ``bench/comments.py`` measures them on texts that others wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from dateline.config import Comments
from dateline.data import toml
from dateline.model import Record

LISTS = ("incitement", "threats", "exposing", "slurs")
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'\]]+", re.IGNORECASE)

# What stands for a letter when somebody writes around a filter.
_DISGUISE = str.maketrans(
    {"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t"}
)
# Marks and letters that cannot be seen, and those that turn the direction of what follows.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Cyrillic letters that look like Latin ones, used inside a Latin word.
_ALIKE = str.maketrans("аеорсухіѕ", "aeopcyxis")
_SET_APART = re.compile(r"(?<!\w)(?:\w[ ._*-]){2,}\w(?!\w)")


class Hold(Record):
    """Why a comment waits: the rule, and the words its writer is told."""

    rule: str
    told: str


def holds(
    text: str,
    name: str,
    settings: Comments,
    *,
    known: bool = False,
    recent: int = 0,
    names: Sequence[re.Pattern[str]] = (),
) -> tuple[Hold, ...]:
    """Return why a comment waits for a person; none when it may be published at once.

    ``known`` says that one of the writer's was published before, ``recent`` how many came from them in ten
    minutes. ``names`` find names that are kept from readers.
    """
    found = []
    if settings.hold_all:
        found.append(Hold(rule="all", told="Every comment is looked at before it is shown."))
    elif settings.hold_first and not known:
        found.append(Hold(rule="first", told="A writer's first comment is looked at before it is shown."))
    if len(URL.findall(text)) > settings.most_links:
        found.append(Hold(rule="links", told="It holds several links."))
    if recent >= settings.few:
        found.append(Hold(rule="rate", told="Several comments came from you in a few minutes."))
    found += [Hold(rule=rule, told=toml(f"comments_{rule}")["told"]) for rule in listed(f"{name}\n{text}")]
    if any(pattern.search(f"{name}\n{text}") for pattern in names):
        found.append(Hold(rule="exposing", told=toml("comments_exposing")["told"]))
    return tuple({hold.rule: hold for hold in found}.values())


def listed(text: str) -> tuple[str, ...]:
    """Return the lists that hold something of the text: incitement, threats, exposing, slurs."""
    return tuple(dict.fromkeys(name for name, _ in hits(text)))


def hits(text: str) -> Iterator[tuple[str, str]]:
    """Yield (list, reason of the row) for every row that finds something in the text."""
    exact = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    plain = plainly(text)
    # Written around a filter: figures for letters, letters set apart.
    disguised = {plain.translate(_DISGUISE), plainly(_SET_APART.sub(_joined, exact))} - {plain}
    for name in LISTS:
        for pattern, is_exact, reason in _rows(name):
            if is_exact:
                if pattern.search(exact):
                    yield name, reason
            elif pattern.search(plain) or any(pattern.search(one) for one in disguised):
                yield name, reason


def plainly(text: str) -> str:
    """Return the text in lower case without accents, unseen marks, letters of another script, or stops."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKD", text)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c) or "\u0653" <= c <= "\u0655")
    text = unicodedata.normalize("NFC", text).translate(str.maketrans("أإآ", "ااا"))
    words = [_latin(word) for word in re.split(r"\s+", text.replace("’", "'"))]
    return re.sub(r"[^\w'@$!]+", " ", " ".join(words)).strip()


def _latin(word: str) -> str:
    """Return a word whose letters are mostly Latin with those that only look so put right."""
    mixed = re.search(r"[a-z]", word) and re.search(r"[а-яіѕ]", word)
    return word.translate(_ALIKE) if mixed else word


def _joined(match: re.Match[str]) -> str:
    """Return letters that were set apart as a word: "k i l l" is "kill"."""
    return re.sub(r"[ ._*-]", "", match[0])


@cache
def _rows(name: str) -> tuple[tuple[re.Pattern[str], bool, str], ...]:
    made = []
    for row in toml(f"comments_{name}")["row"]:
        exact = "exact" in row
        pattern = row["exact"] if exact else rf"(?<!\w)(?:{row['pattern']})(?!\w)"
        made.append((re.compile(pattern), exact, row["reason"]))
    return tuple(made)
