"""Place names in a language with a table, found by the gazetteer's own spellings in its script.

A name needs a word that announces a place ("in", "the town of"), or a place of that name elsewhere in
the report; countries are known by a table of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.read.languages.tables import LEAST, Language
from dateline.read.languages.text import Word, after, level
from dateline.read.places.gazetteer import Found, Gazetteer
from dateline.read.places.resolve import KNOWN
from dateline.read.places.spellings import fold

Sentence = tuple[Word, ...]

# Longest names in words ("دير الزور", "Івано-Франківська область").
LONGEST = 3
# An ending is taken off longer names only: a short name's other cases look like other words.
INFLECTED = 5
STEM = 2  # letters that the shortest stems of such names keep ("Ки-єві")
KINDS = ("settlement", "quarter", "admin1", "admin2")


@dataclass(slots=True)
class Name:
    """A place name at ``start`` to ``end``: its key, what it can mean, and how it was announced."""

    start: int
    end: int
    key: str
    found: tuple[Found, ...]
    last: int
    kinds: frozenset[str] = frozenset()
    modifier: str | None = None
    inside: Name | None = field(default=None, repr=False)


class Finder:
    """Finds the place names of a report's sentences."""

    def __init__(self, tongue: Language, book: Gazetteer) -> None:
        self._tongue, self._book = tongue, book
        self._kinds = {key: kind for kind in KINDS for key in tongue.keys("places", kind)}
        self._modifiers = {level(word): sign for word, sign in tongue.raw["modifiers"].items()}
        self._behind = {level(word): sign for word, sign in tongue.raw["modifiers_after"].items()}
        self._before = tongue.keys("places", "before")
        self._barred = tongue.keys("places", "not_places")
        endings = tongue.raw.get("endings", {}).items()
        self._endings = sorted(endings, key=lambda pair: -len(pair[0]))
        self._cuts = tuple(sorted(map(level, tongue.raw["places"]["proclitic"]), key=len, reverse=True))
        self._settled: set[int] = set()
        self._and = tuple(word for word in tongue.raw["and"] if word in tongue.proclitics)

    def find(self, sentences: Sequence[Sentence]) -> list[list[Name]]:
        """Return the names of each sentence: announced ones, then what is a place elsewhere in the report."""
        announced = [list(self._announced(words)) for words in sentences]
        known = {name.key: name for names in announced for name in names}
        self._settled = {one.entry.id for name in known.values() for one in name.found}
        return [
            self._again(words, names, known) if known else names
            for words, names in zip(sentences, announced, strict=True)
        ]

    def _announced(self, words: Sentence) -> Iterator[Name]:
        at, previous = 0, None
        while at < len(words):
            name = self._at(words, at, previous)
            if name is not None:
                self._contain(words, previous, name)
                yield name
                at, previous = name.last + 1, name
            else:
                at += 1

    def _at(self, words: Sentence, at: int, previous: Name | None) -> Name | None:
        country = self._country(words, at)
        if country is not None:
            return country
        for cut in ("", *self._cuts, *self._and):
            if not words[at].key.startswith(cut) or not self._may_name(words[at], len(cut)):
                continue
            name = self._named(words, at, cut, self._announcement(words, at, cut, previous))
            if name is not None:
                return name
        return None

    def _country(self, words: Sentence, at: int) -> Name | None:
        """Return the country named at ``at``, in any case; its name needs nothing to announce it."""
        if not self._may_name(words[at], 0):
            return None
        hit = self._tongue.countries.at(words, at)
        if hit is not None:
            iso, start, last = hit.value, hit.start, hit.last
        else:
            spellings = self._spellings(words[at].text) if self._tongue.capitals else ()
            known = (self._tongue.countries.get(level(spelling)) for spelling in spellings)
            iso, start, last = next(filter(None, known), ""), words[at].start, at
        entries = self._book.country(iso) if iso else ()
        return Name(start, words[last].end, f"iso {iso}", entries, last) if entries else None

    def _may_name(self, word: Word, cut: int) -> bool:
        """Tell whether a word, ``cut`` letters off, can begin a name: capital, long enough, no number."""
        key = word.key[cut:]
        if len(key) < LEAST or not key[0].isalpha() or key in self._barred:
            return False
        return word.capital or not self._tongue.capitals

    def _announcement(self, words: Sentence, at: int, cut: str, previous: Name | None) -> str | None:
        """Return what announces a place at ``at``: a kind, a modifier's word, "before", or nothing."""
        if cut and cut not in self._and:
            return "before"
        if at == 0 or (words[at].gap and words[at].gap != ","):
            return None
        if previous is not None and previous.last == at - 1 and not cut and not words[at].gap:
            return "behind"
        listed = (
            previous is not None and previous.last == at - 1 and (cut in self._and or words[at].gap == ",")
        )
        joined = (
            previous is not None and previous.last == at - 2 and words[at - 1].key in self._tongue.raw["and"]
        )
        if cut:
            return "before" if cut in self._and and listed and not words[at].gap else None
        if listed or joined:
            return "before"
        return self._word(words[at - 1].key) if not words[at].gap else None

    def _word(self, key: str) -> str | None:
        for bare in (
            key,
            *(key[len(cut) :] for cut in self._tongue.proclitics if key.startswith(level(cut))),
        ):
            if bare in self._kinds:
                return self._kinds[bare]
            if bare in self._modifiers or bare in self._before:
                return "before"
        return None

    def _named(self, words: Sentence, at: int, cut: str, announced: str | None) -> Name | None:
        """Return the longest listed name at ``at`` that its announcement suffices for."""
        if announced is None or words[at].key[len(cut) :] in self._kinds:
            return None
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            if any(word.gap for word in words[at + 1 : at + size]):
                continue
            start = words[at].start + after(words[at].text, len(cut))
            found = self._look_up(words[at : at + size], start)
            if not found or not _suffices(found, size, announced):
                continue
            if announced != "before" or not self._goes_on(words, at + size):
                key = " ".join(word.key for word in words[at : at + size])[len(cut) :]
                kinds = frozenset({announced}) if announced in KINDS else frozenset()
                name = Name(start, words[at + size - 1].end, key, found, at + size - 1, kinds)
                name.modifier = self._modifier(words, at, name.last)
                return name
        return None

    def _goes_on(self, words: Sentence, at: int) -> bool:
        """Tell whether a capitalised word follows that is no unit: a person's or an institution's name."""
        if not self._tongue.capitals or at >= len(words) or words[at].gap or not words[at].capital:
            return False
        unit = self._look_up(words[at : at + 2], words[at].start)
        return not _suffices(unit, 2, "behind")

    def _look_up(self, words: Sequence[Word], start: int) -> tuple[Found, ...]:
        """Return the entries of a name: as written, with the article's letter back, or without its ending."""
        text = " ".join([words[0].text[start - words[0].start :], *(word.text for word in words[1:])])
        for spelling in self._spellings(text):
            found = self._book.named(fold(spelling))
            if found:
                return found
        return ()

    def _spellings(self, text: str) -> Iterator[str]:
        yield text
        key = level(text)
        if not self._tongue.capitals:
            yield key  # without hamza and ta marbuta
            yield text.translate(str.maketrans("أإآ", "ااا"))
            return
        *rest, last = key.split(" ")
        if rest and last in self._tongue.raw["units"]:
            rest, last = rest[:-1], f"{rest[-1]} {last}"
            stem, unit = last.split(" ")
            last, tail = stem, f" {self._tongue.raw['units'][unit]}"
        else:
            tail = ""
        if len(last) < INFLECTED:
            return
        for ending, bases in self._endings:
            if last.endswith(ending) and len(last) - len(ending) >= STEM:
                for base in bases:
                    yield " ".join([*rest, last[: -len(ending)] + base + tail])

    def _modifier(self, words: Sentence, first: int, last: int) -> str | None:
        """Return the part of the place that is meant: a side, its countryside, or both."""
        before = self._modifiers.get(words[first - 1].key) if first and not words[first].gap else None
        behind = words[last + 1] if last + 1 < len(words) and not words[last + 1].gap else None
        side = self._behind.get(behind.key) if behind is not None else None
        return " ".join(word for word in (side, before) if word) or None

    def _contain(self, words: Sentence, one: Name | None, other: Name) -> None:
        """Link a name with the one that "in", "in the countryside of" or a comma puts it in."""
        if one is None:
            return
        between = words[one.last + 1 : other.last + 1]
        gap = [word for word in between if word.start < other.start and word.end <= other.start]
        placed = all(word.key in self._before or self._word(word.key) for word in gap)
        if len(gap) <= 2 and placed and not any(word.gap for word in between[:1]):
            one.inside = other

    def _again(self, words: Sentence, names: list[Name], known: dict[str, Name]) -> list[Name]:
        """Add the mentions of known names that nothing announces here."""
        taken: set[int] = set()
        for name in names:
            at = name.last
            while at >= 0 and words[at].end > name.start:
                taken.add(at)
                at -= 1
        found = list(names)
        for at in range(len(words)):
            if at in taken:
                continue
            more = self._known_at(words, at, known)
            if more is not None and not taken & set(range(at, more.last + 1)):
                taken.update(range(at, more.last + 1))
                found.append(more)
        return sorted(found, key=lambda name: name.start)

    def _known_at(self, words: Sentence, at: int, known: dict[str, Name]) -> Name | None:
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            if any(word.gap for word in words[at + 1 : at + size]):
                continue
            key = " ".join(word.key for word in words[at : at + size])
            for cut in ("", *self._cuts, *self._and):
                name = known.get(key[len(cut) :]) if key.startswith(cut) else None
                if name is not None and self._may_name(words[at], len(cut)):
                    start = words[at].start + after(words[at].text, len(cut))
                    return Name(start, words[at + size - 1].end, name.key, name.found, at + size - 1)
        return self._inflected(words, at)

    def _inflected(self, words: Sentence, at: int) -> Name | None:
        """Return a known name in another case."""
        if not self._tongue.capitals or len(words[at].key) < INFLECTED or not self._may_name(words[at], 0):
            return None
        found = self._look_up(words[at : at + 1], words[at].start)
        same = bool(found) and found[0].entry.id in self._settled
        return Name(words[at].start, words[at].end, words[at].key, found, at) if same else None


def _suffices(found: tuple[Found, ...], size: int, announced: str) -> bool:
    """Tell whether its announcement is enough for a name.

    Behind "the town of" any listed name is one; behind another place only a unit; behind "in" names of
    two words, units, and towns that are no village.
    """
    if announced in KINDS:
        return bool(found)
    if announced == "behind":
        return any(one.entry.kind in ("admin1", "country") for one in found)
    return size > 1 or any(
        one.entry.kind in ("admin1", "country", "region") or one.entry.population >= KNOWN for one in found
    )
