"""English for the brief: numbers, counts, dates and lists, correct in number and article."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from dateline.data import toml
from dateline.model import Exactness

THIN = "\u202f"  # narrow no-break space: groups digits and cannot wrap

# The index is the number; zero is told as "no people".
_UNITS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_UNITS += ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"]
_UNITS += ["nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def words() -> dict[str, Any]:
    """Return the table of words, ``data/wording.toml``."""
    return toml("wording")


def number(value: float) -> str:
    """Return digits, thousands set apart by a thin space from 10 000 on: 1200, 220 000, 0.33."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.2f}".rstrip("0")
    digits = f"{int(value):,}"
    return digits.replace(",", THIN if abs(value) >= 10_000 else "")


def spelled(value: float) -> str:
    """Return the number in words up to ninety-nine, in digits above or when it is no whole number."""
    if value != int(value) or not 0 < value < 100:
        return number(value)
    if value < 20:
        return _UNITS[int(value)]
    tens, units = divmod(int(value), 10)
    return _TENS[tens - 2] + (f"-{_UNITS[units]}" if units else "")


def in_text(value: float) -> str:
    """Return the number as running text has it: words below ten, digits from ten on."""
    return spelled(value) if value < 10 else number(value)


def singular(noun: str) -> str:
    """Return the noun for exactly one; a noun not ending in -s and not in the table stays as it is."""
    head, _, rest = noun.partition(" ")
    found = words()["singular"].get(head.lower())
    if found is None:
        found = head[:-1] if head.endswith("s") and not head.endswith("ss") else head
    return f"{found} {rest}".strip()


def one(noun: str) -> str:
    """Return the noun for one of those counted; a name is not given ("one Haddad" is one person)."""
    return "person" if noun[:1].isupper() else singular(noun)


def is_partisan(phrase: str) -> bool:
    """Return whether a word of the phrase takes a side (``[partisan]`` in the table)."""
    return any(word in words()["partisan"]["words"] for word in re.findall(r"[a-z]+", phrase.lower()))


def guarded(phrase: str) -> str:
    """Return the phrase, in quotation marks when one of its words takes a side."""
    return f"“{phrase}”" if is_partisan(phrase) else phrase


def count(
    low: float | None,
    high: float | None,
    exactness: Exactness | None,
    noun: str = "people",
    said: str | None = None,
) -> str:
    """Return "at least 51 people": the bounds in words, never firmer than ``exactness``.

    ``said`` is the account's own number words; a vague count keeps them, in quotation marks.
    """
    if exactness is Exactness.VAGUE or (low is None and high is None):
        return _as_said(said, noun) if said else f"an unstated number of {guarded(noun)}"
    if low is not None and high is not None and low != high:
        return f"{in_text(low)} to {in_text(high)} {guarded(noun)}"
    value = low if low is not None else high
    assert value is not None  # noqa: S101 - both None was answered above
    thing = guarded(one(noun) if value == 1 else noun)
    return f"{_hedge(low, high, exactness)}{in_text(value)} {thing}"


def _as_said(said: str, noun: str) -> str:
    """Return the account's own number words in quotation marks, with the noun unless they hold it."""
    if " of " in said or (noun and noun.lower() in said.lower()):
        return f"“{said}”"
    of = "of " if noun and said.lower() in words()["partitive"]["words"] else ""
    return f"“{said}” {of}{guarded(noun)}"


def _hedge(low: float | None, high: float | None, exactness: Exactness | None) -> str:
    """Return the words before the number. Bounds decide when no exactness is given."""
    if exactness is Exactness.ABOUT:
        return "about "
    if exactness is Exactness.AT_LEAST or (low is not None and high is None):
        return "at least "
    if exactness is Exactness.AT_MOST or (low is None and high is not None):
        return "at most "
    return ""


def is_one(low: float | None, high: float | None) -> bool:
    """Return whether the verb is singular: exactly one, or at least one."""
    return (low if low is not None else high) == 1 and high in (1, None)


def day(date: dt.date, *, year: bool = True) -> str:
    """Return "Sunday 4 December 2016"."""
    text = f"{date:%A} {date.day} {date:%B}"
    return f"{text} {date.year}" if year else text


def short_day(date: dt.date) -> str:
    """Return "Sun 4 Dec"."""
    return f"{date:%a} {date.day} {date:%b}"


def when(first: dt.date | None, last: dt.date | None, year: int | None = None) -> str:
    """Return "on Sunday 4 December" or "between ... and ..."; empty when nothing is known.

    The year is left out when it is ``year``, the page's own.
    """
    if first and last and (span := _calendar(first, last, year)):
        return span
    if first and last and first != last:
        both = first.year != last.year
        return f"between {day(first, year=both)} and {day(last, year=both or last.year != year)}"
    if first:
        return f"{'on' if last else 'since'} {day(first, year=first.year != year)}"
    return f"until {day(last, year=last.year != year)}" if last else ""


def _calendar(first: dt.date, last: dt.date, year: int | None) -> str:
    """Return "in 1982" or "in November" for a whole year or month; empty for other spans."""
    whole = last + dt.timedelta(days=1)
    if first.day != 1 or whole.day != 1:
        return ""
    if (whole.year, whole.month, first.month) == (first.year + 1, 1, 1):
        return f"in {first.year}"
    if (whole.year * 12 + whole.month) - (first.year * 12 + first.month) == 1:
        return f"in {first:%B}" + (f" {first.year}" if first.year != year else "")
    if (whole - first).days <= 366 and first.year == last.year:
        ends = f"from {first:%B} to {last:%B}"
        return ends + (f" {first.year}" if first.year != year else "")
    return ""


def modified(modifier: str | None, name: str) -> str:
    """Return "eastern Aleppo" or "the southern countryside of Idlib"; the name alone without a modifier."""
    if not modifier or modifier.lower() in name.lower():
        return name
    if modifier.lower().split()[-1] in words()["part_nouns"]["words"]:
        return f"the {modifier.removeprefix('the ')} of {name}"
    return f"{modifier} {name}"


def indefinite(noun: str) -> str:
    """Return the noun with "a" or "an", by its first letter."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def clock(moment: dt.datetime) -> str:
    """Return "14:05 UTC"; a moment without a zone is shown as it was given."""
    if moment.tzinfo is None:
        return f"{moment:%H:%M}"
    return f"{moment.astimezone(dt.UTC):%H:%M} UTC"


def moment(time: dt.datetime) -> str:
    """Return a moment with its weekday, to the second, in UTC: receipts travel between time zones."""
    own = time.astimezone(dt.UTC)
    return f"{day(own.date())}, {own:%H:%M:%S} UTC"


def isolated(name: str) -> str:
    """Return the name, between isolates when it is written from right to left (Unicode UAX 9).

    Without them the full stop and the numbers after it would jump to its other side.
    """
    rtl = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in name)
    return f"\u2068{name}\u2069" if rtl and not name.startswith("\u2068") else name


def sentence(*parts: str) -> str:
    """Return the parts as one sentence: single spaces, a capital first, one full stop."""
    text = re.sub(r"\s+([,;.])", r"\1", re.sub(r"[ \t\n]+", " ", " ".join(p for p in parts if p))).strip()
    text = re.sub(r"^(\d{1,2})(?= )", lambda m: spelled(int(m[1])), text)
    return start(text) + ("" if text.endswith((".", "!", "?")) else ".")


def start(text: str | None) -> str:
    """Return the text with a capital first, as at the start of a line."""
    return text[:1].upper() + text[1:] if text else ""


def several(amount: int, noun: str) -> str:
    """Return "one report", "12 reports": an amount with its noun, given in the plural."""
    first, _, last = noun.rpartition(" ")
    return f"{in_text(amount) if amount else 'no'} {first} {singular(last) if amount == 1 else last}".replace(
        "  ", " "
    )
