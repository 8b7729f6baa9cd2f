"""Names the voice behind an account or a statement, and keeps private people unnamed in our sentences.

A person is named when some report gives them a role or an affiliation: then they speak in public,
also where only the last name is used.
A child, or a person known by name alone, is described instead. Quotations stay as they were published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.data import toml
from dateline.model import Account, Incident, OriginKind, Report, Statement
from dateline.publish.passages import Reports
from dateline.publish.wording import indefinite, is_partisan, isolated, words

# Kinds whose name is an institution's, or that of somebody who speaks for one.
_PUBLIC = frozenset(
    {
        OriginKind.AGENCY,
        OriginKind.OFFICIAL,
        OriginKind.PARTY,
        OriginKind.MONITOR,
        OriginKind.OUTLET,
        OriginKind.DATASET,
    }
)
# Kinds whose unnamed voice is a person, and no body with one telephone.
_PERSONS = frozenset({OriginKind.WITNESS, OriginKind.ACTIVIST, OriginKind.ANONYMOUS})
_ARTICLES = frozenset({"A", "An", "The", "One", "Two", "Some", "Several", "Many", "Three"})
_RELATIVE = re.compile(r"^(?:which|who|that|whom) (?=\w)")
_NAME = r"[A-Z][\w’'-]+(?: (?:al-)?[A-Z][\w’'-]+){0,2}"
# An age beside a name.
_AGED = re.compile(
    rf"\b(?P<before>\d{{1,2}})-year-old (?:[a-z]+ )?(?P<name>{_NAME})"
    rf"|(?P<named>{_NAME}), (?P<after>\d{{1,2}}),"
)
_INSTITUTIONS = frozenset(toml("titles")["institutions"]["words"].split())
# A speaker's phrase longer than this is a clause, not a name.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Voices:
    """What the day's reports tell about who speaks."""

    reports: Reports
    public: frozenset[str]
    children: frozenset[str]
    private: frozenset[str] = frozenset()

    def of_account(self, account: Account) -> str:
        """Return how our sentence names the account's origin, article included."""
        return isolated(self._of_account(account))

    def _of_account(self, account: Account) -> str:
        name = account.origin.strip()
        statement = _statement(self.reports.get(account.report), account.statement)
        if name.lower() in words()["pronouns"]["words"] or len(name) > _LONGEST:
            return str(words()["unnamed"][account.origin_kind.value])
        if account.anonymous or not name:
            return self._unnamed(statement, account.origin_kind)
        if account.origin_kind is OriginKind.OUTLET:
            return "one report" if account.source is None else self.with_article(name)
        name = self._uncapitalised(name)
        return self.phrase(name) if name[:1].islower() else self._named(name, account, statement)

    def _named(self, name: str, account: Account, statement: Statement | None) -> str:
        """Return the name of who speaks in public, else what they are."""
        if account.origin_kind in _PUBLIC or self._may_name(name):
            full = _full(name, statement) if statement else None
            return f"the{full[3:]}" if full and full.startswith("The ") else full or self.with_article(name)
        if statement is not None and statement.role:
            return self.phrase(statement.role[:1].lower() + statement.role[1:])
        if account.origin_kind is OriginKind.SOCIAL:
            return "a social media account"
        private = account.origin_kind is OriginKind.WITNESS or self._is_child(name)
        return "a witness" if private else self.with_article(name)

    def of_statement(self, statement: Statement) -> str:
        """Return how our line above a quotation names its speaker."""
        name = statement.name or (statement.speaker.text.strip() if statement.speaker else "")
        if not name:
            return "A speaker the report does not name"
        if statement.name is None:
            phrase = name.partition(",")[0] if len(name) > _LONGEST else name
            phrase = phrase if len(phrase) <= _LONGEST else phrase[:_LONGEST].rsplit(" ", 1)[0] + " …"
            phrase = phrase[:1].upper() + phrase[1:]
            return phrase if not is_partisan(phrase) else f"“{phrase}”"
        if self._is_child(name):
            return "A child"
        if (calling := _private(statement)) and not self._is_public(name):
            return indefinite(calling)[:1].upper() + indefinite(calling)[1:]
        if self._may_name(name) or statement.role or statement.affiliation:
            return _full(name, statement) or self.with_article(name)
        known = self.with_article(name)
        return known if known != name or _is_institution(name) else "A person the report names"

    def phrase(self, noun: str) -> str:
        """Return a voice without a name as a noun phrase: "an activist", "rescuers", "the ministry"."""
        if is_partisan(noun):
            return f"“{noun}”"
        known = self.with_article(noun)
        plural = re.split(r" (?:in|of|with|from|at|who|for|near|inside|on) ", noun)[0].endswith("s")
        begun = re.match(r"(?:an?|the|one|two|some|several|many|his|her|its|their|other|another)\b", noun)
        return known if known != noun or plural or begun else indefinite(noun)

    def _uncapitalised(self, phrase: str, *, alone: bool = False) -> str:
        """Return the phrase without a capital that only began its sentence: "Doctors in the east".

        ``alone`` says that the phrase names nobody, so that a single word may lose its capital as well.
        """
        first, _, rest = phrase.partition(" ")
        if first in _ARTICLES:
            return f"{first.lower()} {rest}"
        texts = [report.text for report in self.reports.values()]
        if not rest and any(f"he {phrase.lower()} " in text for text in texts):
            return phrase.lower()  # "Ministry", where the text goes on with "the ministry"
        if not (rest.islower() or (alone and not rest)) or "’" in first or "'" in first:
            return phrase
        named = re.compile(rf"[a-z,;] {re.escape(first)} [a-z]")
        low = first[:1].lower() + first[1:]
        # A heading that runs into its text looks like a name: the word's own use decides.
        as_name = sum(len(named.findall(text)) for text in texts)
        as_word = sum(text.count(f" {low} ") for text in texts)
        return phrase if as_name > as_word else low + phrase[len(first) :]

    def with_article(self, name: str) -> str:
        """Return the name as the reports write it: "the White Helmets" where they say "the"."""
        if name.lower().startswith("the "):
            return "the" + name[3:]
        uses = sum(r.text.count(name) for r in self.reports.values())
        articles = sum(
            r.text.count(f"the {name}") + r.text.count(f"The {name}") for r in self.reports.values()
        )
        return f"the {name}" if articles * 2 > uses else name

    def _may_name(self, name: str) -> bool:
        known = name in self.public or any(full.endswith(f" {name}") for full in self.public)
        return known and not self._is_child(name)

    def _is_public(self, name: str) -> bool:
        """Return whether some report gives the person a public role, or the name is a body's."""
        return name in self.public and name not in self.private

    def _is_child(self, name: str) -> bool:
        """Return whether a report gives somebody of this name an age under eighteen."""
        return any(
            child == name or child.startswith(f"{name} ") or child.endswith(f" {name}")
            for child in self.children
        )

    def _unnamed(self, statement: Statement | None, kind: OriginKind) -> str:
        """Return the report's own words for a voice it does not name, when they are a short noun phrase."""
        phrase = statement.speaker.text.strip() if statement and statement.speaker else ""
        phrase = self._uncapitalised(_RELATIVE.sub("", phrase), alone=True)
        if phrase and len(phrase) <= _LONGEST and "\n" not in phrase:
            plain = _unknown(phrase, kind)
            return plain if plain != phrase and not is_partisan(plain) else self.phrase(phrase)
        return str(words()["unnamed"][kind.value])


def _unknown(phrase: str, kind: OriginKind) -> str:
    """Return the phrase for somebody the reader has not met: "activists" and "a witness", without "the"."""
    if phrase[:4].lower() != "the ":
        return phrase
    head = re.split(r" (?:in|of|with|from|at|who|for|near|inside|on) ", phrase)[0]
    if head.endswith("s") and not head.endswith("ss"):
        return phrase[4:]
    return indefinite(phrase[4:]) if kind in _PERSONS else phrase


def voices(reports: Reports, incidents: Iterable[Incident] = ()) -> Voices:
    """Return the voices of the reports.

    Public are those with a role or an affiliation, parties, sources, places that stand for their
    governments ("Moscow said"), and origins of a public kind.
    """
    public = {s.name for r in reports.values() for s in r.statements if s.name and (s.role or s.affiliation)}
    public |= {a.name for r in reports.values() for a in r.actors}
    public |= {r.source for r in reports.values() if r.source}
    public |= {p.text for r in reports.values() for p in r.places}
    accounts = (a for incident in incidents for a in incident.accounts)
    public |= {a.origin for a in accounts if a.origin_kind in _PUBLIC and not a.anonymous}
    said = [s for r in reports.values() for s in r.statements if s.name]
    private = {s.name for s in said if s.name and _private(s)} - {
        s.name for s in said if (s.role or s.affiliation) and not _private(s)
    }
    children = frozenset(_children(reports.values()))
    return Voices(reports, frozenset(public - private), children, frozenset(private))


def _private(statement: Statement) -> str | None:
    """Return the calling of a speaker who speaks for nobody else: "tourist"; None for other roles."""
    found = (statement.role or "").lower().split()
    return found[-1] if found and found[-1] in words()["private"]["words"] else None


def _children(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the names that stand beside an age under eighteen: "9-year-old X Y", "X Y, 9,"."""
    for report in reports:
        for match in _AGED.finditer(report.text):
            if int(match["before"] or match["after"]) < 18:
                yield match["name"] or match["named"]


def _is_institution(name: str) -> bool:
    """Return whether the name is a body's, and so no private person's: "Russia's Defence Ministry"."""
    return not _INSTITUTIONS.isdisjoint(re.findall(r"[a-z]+", name.lower()))


def _full(name: str, statement: Statement) -> str | None:
    """Return the speaker's words when they hold more than the name: "Foreign Minister Anna Holt"."""
    words = statement.speaker.text.strip() if statement.speaker else ""
    more = name in words and len(name) < len(words) <= _LONGEST
    return words if more and words[:1].isupper() and "," not in words and not is_partisan(words) else None


def chain(account: Account, report: Report | None) -> tuple[str, ...]:
    """Return the relays from the outlet to the origin, without repeats: ("Daily", "Agency", "Ministry")."""
    links: Sequence[str] = account.chain or (
        account.source or (report.source if report else None) or "",
        account.origin,
    )
    if account.source is None and links:
        links = ("one report", *links[1:])
    kept: list[str] = []
    for link in links:
        if link and link not in kept:
            kept.append(link)
    return tuple(kept)


def _statement(report: Report | None, wanted: str | None) -> Statement | None:
    if report is None or wanted is None:
        return None
    return next((s for s in report.statements if s.id == wanted), None)
