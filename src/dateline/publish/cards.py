"""Arranges an incident for the page: its text, and beside it who says so and through whom."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dateline.model import Account, FigureStatus, Incident, Item, Section, Toll
from dateline.publish import intervals, wording
from dateline.publish.notes import MOST_ACCOUNTS, Note, Notes
from dateline.publish.notes import accounts as listed
from dateline.publish.passages import told_at, whole
from dateline.publish.sentences import NAMED, Ground, current, is_minor, named, place_name, tolls
from dateline.publish.voices import chain


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Who says what of an incident, through whom."""

    chain: tuple[str, ...]
    words: str
    bar: Markup | None
    said: str
    superseded: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An incident as the page shows it."""

    incident: Incident
    when: str
    place: str
    items: tuple[Item, ...]
    accounts: tuple[AccountRow, ...]
    told: int
    outlets: int
    voices: str
    ranges: tuple[str, ...]

    @property
    def more(self) -> int:
        """Return how many accounts the page leaves to the record."""
        return max(self.told - MOST_ACCOUNTS, 0)

    @property
    def minor(self) -> bool:
        """Return whether a line is enough for it."""
        return is_minor(self.incident)


def card(
    incident: Incident, section: Section, notes: Notes, ground: Ground, most: int | None = MOST_ACCOUNTS
) -> Card:
    """Return the incident as the page shows it, with at most ``most`` of its accounts; None for all."""
    period = incident.period
    return Card(
        incident,
        wording.when(period.first, period.last) if period else "",
        place_name(incident) or "",
        tuple(item for item in section.items if item.incident == incident.id),
        () if is_minor(incident) and most is not None else _account_rows(incident, notes, ground, most),
        len(listed(incident)),
        len({a.source or a.report for a in listed(incident)}),
        named(listed(incident), ground) if 0 < incident.origins <= NAMED else "",
        tuple(told for toll in tolls(incident) if (told := spread(toll))),
    )


def spread(toll: Toll) -> str | None:
    """Return "killed: 9 to 22, best supported 20" where counts that stand differ; None where one stands."""
    if (
        len({(a.low, a.high, a.exactness) for a in current(toll) if a.part_of is None}) < 2
        or toll.low is None
    ):
        return None
    label = wording.words()["status"][toll.status.value]["label"].lower()
    who = f" {toll.who}" if toll.who else ""
    ends = f"{wording.number(toll.low)} or more"
    if toll.high is not None:
        ends = f"{wording.number(toll.low)} to {wording.number(toll.high)}"
    best = f", best supported {wording.number(toll.best)}" if toll.best is not None else ""
    return f"{label}{who}: {ends}{best}"


def _account_rows(
    incident: Incident, notes: Notes, ground: Ground, most: int | None
) -> tuple[AccountRow, ...]:
    """Return the accounts the page lists; one that rests on the words of a count gives way to it."""
    rows: dict[tuple[object, ...], AccountRow] = {}
    told: set[Note] = set()
    for account in listed(incident)[:most]:
        row = _account_row(account, incident, notes, ground)
        if not row.words.startswith("“") or not told.intersection(row.notes):
            rows.setdefault((row.chain, row.words, row.said), row)
            told.update(row.notes)
    return tuple(rows.values())


def _account_row(account: Account, incident: Incident, notes: Notes, ground: Ground) -> AccountRow:
    relays = chain(account, ground.reports.get(account.report))
    voice = ground.voices.of_account(account)
    return AccountRow(
        (*relays[:-1], voice) if len(relays) > 1 else (voice,),
        account_words(account, ground),
        _account_bar(account, incident, ground),
        _clock(account, ground),
        account.superseded and not _still_told(account, incident),
        notes.of(account),
    )


def _still_told(account: Account, incident: Incident) -> bool:
    """Return whether a later account gives the same count: then it was repeated, and not replaced."""
    return any(
        (a.low, a.high, a.exactness) == (account.low, account.high, account.exactness)
        for toll in tolls(incident)
        if account in toll.accounts
        for a in current(toll)
    )


def _clock(account: Account, ground: Ground) -> str:
    moment = told_at(account, ground.reports)
    return wording.clock(moment) if moment else ""


def account_words(account: Account, ground: Ground) -> str:
    """Return "at least 22 people killed"; for an account that counts nobody, its first words."""
    if (account.low is None and account.high is None) or account.status in (None, FigureStatus.OTHER):
        words = whole(account.citation, ground.reports).text.split()
        return f"“{' '.join(words[:10])}{' …' if len(words) > 10 else ''}”"
    figure = ground.figure(account)
    noun = account.who or (figure.unit if figure else "people")
    said = figure.text if figure else None
    status = wording.words()["status"][account.status.value]["label"].lower() if account.status else ""
    return f"{wording.count(account.low, account.high, account.exactness, noun, said)} {status}"


def _account_bar(account: Account, incident: Incident, ground: Ground) -> Markup | None:
    """Return the account's bar, where others of its count say otherwise: then it is worth seeing."""
    for toll in tolls(incident):
        counts = {(a.low, a.high, a.exactness) for a in toll.accounts}
        if account in toll.accounts and len(counts) > 1:
            top = intervals.scale(v for a in toll.accounts for v in (a.low, a.high))
            return intervals.bar(account.low, account.low, account.high, top, account_words(account, ground))
    return None
