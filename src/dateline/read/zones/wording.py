"""Recognises single lines by their wording: captions, links, furniture, headings, words of speech."""

from __future__ import annotations

import re
from functools import cache

from dateline import data
from dateline.read.zones.layout import CLOSERS, stopped

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DATE_ONLY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,4}}[-/.]\d{{1,2}}),?"
    r"(?:[-/.\s,]+\d{2,4})(?:,?\s+(?:at\s+|-\s*)?\d{1,2}[:.h]\d\d.{0,12})?",
    re.IGNORECASE,
)
CLOCK_ONLY = re.compile(r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?\s*:?", re.IGNORECASE)
BYLINE = re.compile(
    r"[Bb][Yy]\s+[A-Z][\w.’'-]+(?:\s+(?:and\s+|de\s+|al\s+|bin\s+)?[A-Z][\w.’'-]+){0,7}(?:,.{0,60})?"
)
BULLET = re.compile(r"(?:[•‣▪◦·*–—-]|\d{1,3}[.)]|\(?[a-z]\))\s+")
POST = re.compile(r"(?<![—–-])[—–-]{1,3}\s.{1,60}\(@\w{1,15}\),?\s+\w+\.?\s+\d{1,2},\s+\d{4}$")
# "CITY, Dec 4 (Agency) —": the words a dispatch begins with.
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]{1,40}(?![a-z])[^—–\n]{0,90}?|[A-Z][^()—–\n]{2,60}\([^()]{2,40}\)\s*)(?:[–—]|--?)\s"
)
# The same, alone on its line.
ALONE = re.compile(
    r"[A-Z][\w .,'’|:-]{2,60}"
    rf"(?:\((?:{MONTH}\s+\d{{1,2}},\s+\d{{4}}|[^()\d]{{2,30}})\)\s*[-–—]*|\s?[-–—]+)",
    re.IGNORECASE,
)
# Agencies end the caption of a picture with the day it was taken.
TAKEN = re.compile(rf"\b{MONTH}\s+\d{{1,2}},\s+\d{{4}}\.?$", re.IGNORECASE)
SLUG = re.compile(r"[A-Z0-9]+(?:[-/][A-Z0-9]+){2,}", re.IGNORECASE)

# A sentence that gives the word to somebody stands within this many characters before its colon.
LAST_SENTENCE = 600
# Twenty words of a heading take at most this many characters.
LONGEST_HEADING = 240
# A line with a word at its start and a space this early is no address.
LONGEST_ADDRESS = 80
# Twenty words is the longest heading seen on news pages; longer lines without a stop are prose.
HEADING_WORDS = 20
# Title case capitalises all but articles, conjunctions and prepositions, and most of those are short.
TITLE_SHARE = 0.6
# A line this short without a stop is a heading in sentence case; longer ones are unfinished sentences.
SHORT_HEADING_WORDS = 9


@cache
def table(section: str, key: str) -> frozenset[str]:
    """Return one list of the table of page words."""
    return frozenset(data.toml("zones")[section][key])


@cache
def opener(section: str, key: str = "openers") -> re.Pattern[str]:
    """Return the pattern of a line that opens with one of the words of a list, the longest first."""
    words = "|".join(re.escape(word) for word in sorted(table(section, key), key=len, reverse=True))
    return re.compile(rf"[\s(\[*•|-]{{0,3}}(?:{words})(?!\w)", re.IGNORECASE)


def bare(text: str) -> str:
    """Return ``text`` in small letters without counts, brackets and punctuation at its ends."""
    if len(text) > LONGEST_HEADING:  # no label; and the search for its end would be slow on a row of dashes
        return text
    return re.sub(r"^[\W\d]+|[\W\d]+$", "", text).casefold()


def is_caption(text: str) -> bool:
    """Return whether the line says what a picture shows. A title-case line is a heading instead."""
    match = opener("caption").match(text)
    if match and re.match(r"\s*(?:[:|]|[-–—]\s|\))", text[match.end() :]):
        return not title_case(text[match.end() :], least=4)
    return (
        len(text) < 200
        and not stopped(text)
        and any(c in text.casefold() for c in table("caption", "credits"))
    )


def is_furniture(text: str) -> bool:
    """Return whether the line names makers, rights, a date, a slug or a button: no prose of the report."""
    if len(text) < LONGEST_ADDRESS and bare(text) in table("links", "labels"):
        return True
    if text.startswith("(") and text.endswith(")") and opener("furniture").match(text[1:]):
        return True
    if len(text) > 160:
        return False
    return bool(
        DATE_ONLY.fullmatch(text)
        or BYLINE.fullmatch(text)
        or SLUG.fullmatch(text)
        or opener("furniture").match(text)
        or (len(text.split()) <= 5 and re.search(r"\S@\S|(?<!\w)@\w", text))
    )


def is_link(text: str) -> bool:
    """Return whether the line points to another page."""
    if len(text) > LONGEST_HEADING:
        return False
    if bare(text) in table("links", "headings"):
        return True
    match = opener("links").match(text)
    if match:  # a single word needs its colon: "Sources said" begins a sentence
        rest = text[match.end() :].lstrip()[:1]
        return rest in {":", "|", "»", ">"} or (" " in match.group().strip() and not stopped(text))
    return text[:4].casefold() == "see " and not stopped(text) and title_case(text[4:])


def is_embed(text: str) -> bool:
    """Return whether nothing but addresses or marks is left of the line: a separator or a missing clip."""
    if len(text) > LONGEST_ADDRESS and " " in text[:LONGEST_ADDRESS] and WORD.match(text):
        return False
    return not WORD.search(URL.sub("", text))


def is_heading(text: str) -> bool:
    """Return whether the line is built like a heading: short, capitalised, without a stop."""
    if len(text) > LONGEST_HEADING:
        return False
    if CLOCK_ONLY.fullmatch(text):
        return True
    if not _starts_high(text) or BULLET.match(text) or DATELINE.match(text) or _breaks_off(text):
        return False
    words = len(WORD.findall(text))
    asked = text.endswith("?") or text[0] in "\"“'‘"  # in sentence case these are somebody's words
    return 0 < words <= HEADING_WORDS and (title_case(text) or (words <= SHORT_HEADING_WORDS and not asked))


def _breaks_off(text: str) -> bool:
    """Return whether the line ends in a stop that no heading ends in."""
    return text.rstrip(CLOSERS + " ").endswith((".", ":", ";", ",", "…"))


def title_case(text: str, least: int = 2) -> bool:
    """Return whether most words of four letters and more, at least ``least``, begin with a capital."""
    long = [word for word in WORD.findall(text) if len(word) > 3 and not word[0].isdigit()]
    if len(long) < least or text.isupper():
        return False
    high = [word for word in long if word[0].isupper()]
    return len(high) >= TITLE_SHARE * len(long)


def gives_the_word(text: str) -> bool:
    """Return whether the last sentence of a line ending in a colon announces somebody's words."""
    last = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text[-LAST_SENTENCE:])[-1]
    words = {word.casefold() for word in WORD.findall(last)}
    if words.isdisjoint(_speech()):
        return False
    return words.isdisjoint(table("speech", "pictures")) or not words.isdisjoint(_spoken())


@cache
def _spoken() -> frozenset[str]:
    """Words that announce speech even beside a picture; "posted" and "published" do not."""
    return _forms(table("speech", "verbs") - table("speech", "shown")) | table("speech", "irregular")


@cache
def _speech() -> frozenset[str]:
    return _forms(table("speech", "verbs")) | table("speech", "irregular") | table("speech", "nouns")


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    stems = {verb.removesuffix("e") for verb in verbs}
    return verbs | {f"{stem}{ending}" for stem in stems for ending in ("s", "es", "ed", "ing")}


def _starts_high(text: str) -> bool:
    first = text.lstrip("\"'“‘«([¿¡#@$ ")[:1]
    return bool(first) and not first.islower()
