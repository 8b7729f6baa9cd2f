"""Mutated texts: what bad copies, broken encodings and hostile pages do to a report.

A mutation takes a text and a random number generator and returns another text; none of them
looks at what the readers know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

Mutation = Callable[[str, Random], str]

# Longest text that is mutated: a thousand short texts meet more of the code than ten long ones.
LONGEST = 600

INVISIBLE = (
    "\u00ad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u200e",
    "\u200f",
    "\u202b",
    "\u202e",
    "\u2066",
)
FOREIGN = ("مقتل ٢٢ شخصاً في غارة", "загинули 12 людей", "十二人が死亡", "शहर में", "θάνατοι", "ፍንዳታ", "הפיגוע")
EMOJI = ("🙂", "🇸🇾", "👨‍👩‍👧", "☠️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿")
# Opening and closing marks of quotation and bracket, alone and where they do not belong.
MARKS = (
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "«",
    "»",
    "„",
    "(",
    ")",
    "[",
    "]",
    "{",
    "—",
    "–",
    ":",
    ";",
    "…",
    "--",
    "'s",
)
NUMBERS = (
    "0",
    "-3",
    "1e400",
    "9" * 60,
    "1,2,3,4",
    "1/0",
    "³",
    "½",
    "٣٢",
    "12.5.7",
    "1,000-2",
    "-",
    "Ⅻ",
    "one hundred hundred thousand million",
)
DATES = (
    "30 February 2016", "2016-13-45", "0000-00-00", "31/31/31", "year 99999", "the 0th of May", "25:61",
    "Sunday Sunday last next Monday", "between 5 and 3 May", "10000 years ago", "in 9999",
    "the 99th century BC",
)  # fmt: skip


def _place(text: str, rng: Random) -> int:
    return rng.randint(0, len(text))


def _put(text: str, piece: str, rng: Random) -> str:
    at = _place(text, rng)
    return text[:at] + piece + text[at:]


def _several(pieces: Sequence[str]) -> Mutation:
    """Return a mutation that puts one to eight of ``pieces`` anywhere."""

    def mutate(text: str, rng: Random) -> str:
        for _ in range(rng.randint(1, 8)):
            text = _put(text, rng.choice(pieces), rng)
        return text

    return mutate


def _word(pieces: Sequence[str]) -> Mutation:
    """Return a mutation that writes one of ``pieces`` in the place of a word here and there."""

    def mutate(text: str, rng: Random) -> str:
        words = text.split(" ")
        for _ in range(rng.randint(1, 4)):
            words[rng.randrange(len(words))] = rng.choice(pieces)
        return " ".join(words)

    return mutate


def cut(text: str, rng: Random) -> str:
    """Keep a piece, from anywhere to anywhere."""
    first, last = sorted((_place(text, rng), _place(text, rng)))
    return text[first:last]


def doubled(text: str, rng: Random) -> str:
    """Tell a piece twice or more."""
    piece = cut(text, rng)
    return _put(text, piece * rng.randint(1, 3), rng)


def swapped(text: str, rng: Random) -> str:
    """Swap neighbouring characters here and there."""
    letters = list(text)
    for _ in range(min(10, len(letters) // 2)):
        at = rng.randrange(len(letters) - 1)
        letters[at : at + 2] = letters[at + 1], letters[at]
    return "".join(letters)


def unspaced(text: str, rng: Random) -> str:
    """Lose spaces: some, or all."""
    share = rng.choice((0.05, 0.3, 1.0))
    return "".join(sign for sign in text if not (sign == " " and rng.random() < share))


def respaced(text: str, rng: Random) -> str:
    """Write other white space, or several, for some spaces."""
    spaces = (" \n", "\n\n", "\t", "\u00a0", "\u2009", "\r\n", "   ", "\u2028", "\x0b", "\x85")
    return "".join(rng.choice(spaces) if sign == " " and rng.random() < 0.15 else sign for sign in text)


def debris(text: str, rng: Random) -> str:
    """Read UTF-8 as Windows-1252, once or twice."""
    curly = text.replace("'", "’").replace('"', "”").replace(" - ", " — ")
    for _ in range(rng.randint(1, 2)):
        curly = curly.encode("utf-8").decode("cp1252", errors="replace")
    return curly


def controlled(text: str, rng: Random) -> str:
    """Put control characters in."""
    return _several([chr(code) for code in (0, 1, 7, 8, 11, 12, 27, 127, 0x9F, 0xFFFE, 0xFFFD, 0xE000)])(
        text, rng
    )


def shouted(text: str, rng: Random) -> str:
    """Change the case of all."""
    return rng.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def nested(text: str, rng: Random) -> str:
    """Put quotation marks inside quotation marks, closed or not."""
    depth = rng.randint(1, 12)
    opening, closing = rng.choice((("“", "”"), ("‘", "’"), ('"', '"'), ("«", "»"), ("(", ")"), ("[", "]")))
    piece = opening * depth + cut(text, rng) + closing * rng.randint(0, depth)
    return _put(text, piece, rng)


def backwards(text: str, rng: Random) -> str:
    """Turn the words of a piece round, as a wrong bidirectional copy does."""
    piece = cut(text, rng)
    return text.replace(piece, " ".join(reversed(piece.split(" "))), 1) if piece else text


def decomposed(text: str, rng: Random) -> str:
    """Add combining marks to letters."""
    return re.sub(r"[aeioun]", lambda m: m[0] + "\u0301" if rng.random() < 0.3 else m[0], text)


def scattered(text: str, rng: Random) -> str:
    """Break the text into lines and shuffle them."""
    lines = re.split(r"(?<=[.,;:])\s", text)
    rng.shuffle(lines)
    return rng.choice(("\n", "\n\n", " ", "\n- ", "\n> ")).join(lines)


MUTATIONS: dict[str, Mutation] = {
    "cut": cut,
    "doubled": doubled,
    "swapped": swapped,
    "unspaced": unspaced,
    "respaced": respaced,
    "debris": debris,
    "controlled": controlled,
    "shouted": shouted,
    "nested": nested,
    "backwards": backwards,
    "decomposed": decomposed,
    "scattered": scattered,
    "invisible": _several(INVISIBLE),
    "foreign": _word(FOREIGN),
    "emoji": _several(EMOJI),
    "marks": _several(MARKS),
    "numbers": _word(NUMBERS),
    "dates": _word(DATES),
}


def mutated(texts: Sequence[str], count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield ``count`` pairs (names of the mutations, text); the same for the same texts and seed.

    Each is a window of at most ``LONGEST`` characters of one text, mutated one to four times over.
    """
    rng = Random(seed)  # noqa: S311 -- repeatable, not secret
    for _ in range(count):
        text = rng.choice(texts)
        start = rng.randint(0, max(0, len(text) - LONGEST))
        text = text[start : start + LONGEST]
        chosen = rng.choices(tuple(MUTATIONS), k=rng.randint(1, 4))
        for name in chosen:
            text = MUTATIONS[name](text, rng) if text else text
        yield "+".join(chosen), text
