"""Names the speakers of one report in full: pronouns, short forms, initials and bare offices resolved.

The readers resolve what a sentence tells; here the rest of the report and of the desk is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from dateline.data import toml
from dateline.link import voices
from dateline.link.renown import Renown
from dateline.model import OriginKind, Report, Statement

# Kinds of actors (ACLED) that are parties to a conflict without being a state.
_ARMED = frozenset({"rebel group", "political militia", "identity militia"})
_RULES = "Government of "
# The country a report is about is named half as often again as the next; less is a tie (development labels).
_AHEAD = 1.5
# Longer than this a speaker is a clause, not a name.
_REACH = 90
_NAME = r"[A-Z][\w.&’'-]*"
# "told the Valley Radio", "in an interview with Valley Radio": to whom it was said, so who carried it.
_TOLD = re.compile(
    rf"(?:[^.\n]{{0,30}} with)?\s+(?:the\s+)?"
    rf"({_NAME}(?:\s+{_NAME}){{0,3}}(?:\s+news agency|\s+radio|\s+television|\s+channel)?)"
)
# First names, and the article that some last names carry.
_FIRST = re.compile(rf"((?:(?<![\w.]){_NAME} ){{1,2}})((?:[Aa]l-|[Ee]l-)?)$")
# Two first names are no longer than this.
_SHORT = 30
# Cues after which a carrier may stand, and the word that must lead to it.
_TELLING = {"told": "", "tells": "", "telling": "", "said": " with", "confirmed": " with"}
_MEDIA = frozenset({"media", "television", "tv", "radio", "news", "newspaper", "broadcaster"})
_UNTOLD = (OriginKind.WITNESS, OriginKind.ANONYMOUS)
_LONGEST = 60
_RELATIVES = frozenset({"who", "which", "whom"})
_PERSONS = frozenset({"he", "she", "i"})
_BODIES = frozenset(
    {"it", "group", "agency", "organisation", "organization", "network", "body", "league", "we"}
    | {"report", "statement", "document", "inquiry", "study", "survey"}
)
_CROWDS = frozenset({"they", "some", "others"})
# "The agency" may be a body told about within so many characters before, that has not spoken yet.
_NEAR = 400
# The phrase before "who" has few words: "a Syrian transportation official, who".
_PHRASE = 5
_STOPS = frozenset(
    {"to", "by", "from", "of", "with", "and", "or", "but", "that", "for", "in", "on", "at", "as", "against"}
)
_OPENERS = frozenset({"earlier", "later", "today", "meanwhile", "yesterday", "also", "but", "and", "however"})


class Speakers:
    """Resolves the speakers of one report, with what all reports tell of names."""

    def __init__(self, report: Report, renown: Renown) -> None:
        self._report = report
        self._renown = renown
        self.by_id: Mapping[str, Statement] = {own.id: own for own in report.statements}
        self._ordered = sorted(report.statements, key=_at)
        self._starts = [_at(own) for own in self._ordered]
        self._names: dict[str, str | None] = {}

    def name(self, statement: Statement) -> str | None:
        """Return the fullest name of the statement's speaker, or None when nobody is named."""
        if statement.id not in self._names:
            # Set before asking earlier statements, so that a circle of pronouns ends.
            self._names[statement.id] = None
            raw = statement.name or (statement.speaker.text if statement.speaker else None)
            self._names[statement.id] = self._resolved(raw, statement) if raw else None
        return self._names[statement.id]

    def kind(self, statement: Statement, name: str) -> OriginKind:
        """Return the kind of voice: the name's own, else by role, by the phrase, or by other reports."""
        if voices.key(name) in self._armed:
            return OriginKind.PARTY
        own = voices.kind(name)
        if own not in _UNTOLD:
            return own
        if (known := self._renown.kinds.get(statement.name or name)) is not None:
            return known
        said = statement.speaker.text if statement.speaker and len(statement.speaker.text) < _LONGEST else ""
        told = voices.kind(f"{statement.role or ''} {said if name in said else ''} {name}")
        return own if told in _UNTOLD else told

    @cached_property
    def _armed(self) -> frozenset[str]:
        """The report's armed groups, by all their names."""
        armed = (actor for actor in self._report.actors if actor.kind in _ARMED)
        return frozenset(
            voices.key(name) for own in armed for name in (own.name, *(m.text for m in own.mentions))
        )

    def told(self, statement: Statement) -> str | None:
        """Return the agency or outlet to which the speaker spoke, as in "told the Valley Radio"."""
        if statement.cue is None or (word := statement.cue.text.lower()) not in _TELLING:
            return None
        found = _TOLD.match(self._report.text, statement.cue.end, statement.cue.end + 80)
        if found is None or (_TELLING[word] and _TELLING[word] not in found[0]):
            return None
        return found[1] if voices.carries(found[1]) else None

    def _resolved(self, raw: str, statement: Statement) -> str:
        parts = raw.split()
        while len(parts) > 1 and parts[0].lower() in _OPENERS:
            parts = parts[1:]
        raw = " ".join(parts)
        own = voices.key(raw)
        if own in _RELATIVES and statement.speaker is not None:
            return _antecedent(self._report.text, statement.speaker.start) or raw
        if own in _PERSONS | _BODIES | _CROWDS:
            return self._before(own, statement) or raw
        return (
            self._renown.initials.get(own)
            or self._governed(raw, own)
            or self._longest(raw, own)
            or self._full(raw)
            or voices.display(raw)
        )

    def _full(self, raw: str) -> str | None:
        """Return the first full name in the text that ends in a lone last name; initials ("UN") are none."""
        if not raw[:1].isupper() or " " in raw or voices.kind(raw) not in _UNTOLD:
            return None
        if raw.isupper() or voices.is_body(raw):
            return None
        text, at = self._report.text, -1
        while (at := text.find(raw, at + 1)) > 0:
            if name := _first_names(text[max(0, at - _SHORT) : at]):
                return name + raw
        return None

    def _before(self, own: str, statement: Statement) -> str | None:
        """Return the last speaker before who can be meant by a pronoun or "the group"."""
        at = bisect_left(self._starts, _at(statement))
        for earlier in reversed(self._ordered[max(0, at - 4) : at]):
            name = self.name(earlier)
            if name and _fits(own, name):
                return name
        return self._told_about(_at(statement)) if own in _BODIES else None

    def _told_about(self, at: int) -> str | None:
        """Return the last body named among the report's actors shortly before ``at``, no government."""
        near = [
            mention
            for actor in self._report.actors
            if not actor.name.startswith(_RULES)
            for mention in actor.mentions
            if at - _NEAR <= mention.start < at
            and mention.text[:1].isupper()
            and voices.is_body(mention.text)
        ]
        return max(near, key=lambda m: m.start).text if near else None

    def _governed(self, raw: str, own: str) -> str | None:
        """Return "the government" or "state media" with its country: one it names, else the report's own."""
        if not _governs(own):
            return None
        people = voices.people(raw) or self._ruled(own) or self._people
        if people is None:
            return None
        noun = own.rsplit(maxsplit=1)[-1] if own.rsplit(maxsplit=1)[-1] in _government() else "government"
        plain = voices.display(raw)
        return f"{people} {plain[:1].lower() + plain[1:] if own.startswith('state ') else noun}"

    def _ruled(self, own: str) -> str | None:
        """Return the word for the country whose government the report's actors hold ``own`` to be."""
        for actor in self._report.actors:
            if actor.name.startswith(_RULES) and any(voices.key(m.text) == own for m in actor.mentions):
                return voices.people_of(actor.name.removeprefix(_RULES))
        return None

    @property
    def _people(self) -> str | None:
        """Return the word for the country where the report is set, if named well ahead of any other.

        A country that acts or speaks ("Russia vetoed") is who, not where.
        """
        acting = {mention.start for actor in self._report.actors for mention in actor.mentions}
        told = [place for place in self._report.places if place.country]
        lands = Counter(p.country for p in told if p.start not in acting) or Counter(p.country for p in told)
        (land, count), (_, second) = [*lands.most_common(2), ("", 0), ("", 0)][:2]
        return voices.country(land) if land and count >= _AHEAD * second else None

    def _longest(self, raw: str, own: str) -> str | None:
        """Return the longest of the report's speakers whose name holds a short form such as "the Council"."""
        definite = raw[:4].lower() == "the "
        if " " in own or not (definite or voices.is_body(own)) or own == raw:
            return None
        longer = [name for name in self._known if _spells_out(name, own)]
        return max(longer, key=len, default=None)

    @property
    def _known(self) -> Iterator[str]:
        return (
            n
            for own in self._report.statements
            if (n := own.name or (own.speaker and own.speaker.text)) and len(n) < _REACH
        )


def _first_names(before: str) -> str:
    """Return the one or two first names at the end of ``before``, with what joins them to the last name."""
    found = _FIRST.search(before)
    parts = found[1].split() if found else []
    while parts and (voices.is_title(parts[0]) or voices.people(parts[0])):
        parts = parts[1:]
    return f"{' '.join(parts)} {found[2]}" if found and parts else ""


def _antecedent(text: str, start: int) -> str | None:
    """Return the noun phrase right before "who": back to its article, a preposition or a stop."""
    parts = text[max(0, start - 80) : start].rstrip(" ,").split()
    phrase: list[str] = []
    for word in reversed(parts[-_PHRASE:]):
        if word.lower() in _STOPS or word[-1] in '.,;:!?"”':
            break
        phrase.insert(0, word)
        if word.lower() in ("a", "an", "the"):
            break
    return " ".join(phrase) or None


def _spells_out(name: str, own: str) -> bool:
    """Whether ``name`` says with a capital which ``own`` it is, as "UN monitors" does for "the monitors"."""
    parts = voices.key(name).split()
    return own in parts[-1:] + parts[1:2] and any(
        word[:1].isupper() for word in name.split()[:-1] if word != "The"
    )


def _fits(own: str, name: str) -> bool:
    if own in _CROWDS:
        return voices.key(name) not in _PERSONS
    body = voices.is_body(name)
    return not body if own in _PERSONS else body


def _governs(own: str) -> bool:
    parts = own.split()
    if own in _government() or (parts[:1] == ["state"] and parts[1:2] and parts[1] in _MEDIA):
        return True
    return (len(parts) <= 3 and parts[-1:] == ["government"]) or (
        own.startswith("government of") and "president" in parts
    )


def _at(statement: Statement) -> int:
    return min(span.start for span in statement.content)


@cache
def _government() -> frozenset[str]:
    return frozenset(toml("voices")["same"]["government"])
