"""Builds the brief's own sentences from linked records; each says no more than its accounts do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.listing import listed
from dateline.model import (
    Account,
    Certainty,
    Citation,
    Figure,
    FigureStatus,
    Grade,
    Incident,
    Item,
    OriginKind,
    Place,
    Toll,
)
from dateline.publish import wording
from dateline.publish.passages import Reports, distinct, whole
from dateline.publish.voices import Voices

# Voices named in one sentence; more are counted, and listed under the incident.
NAMED = 2

# What texts call their first- and second-level areas.
_UNIT = re.compile(
    r"\b(?:province|governorate|region|oblast|district|state|county|prefecture|department)\b", re.IGNORECASE
)

# Places told by their bearing from another: these take no "in".
_RELATIVE = re.compile(r"(?:near|outside|around|between|(?:north|south|east|west)\w*(?: east| west)? of)\b")

# Countries whose English name takes the article; the gazetteer leaves it out.
_ARTICLE = re.compile(
    r"United (?:Kingdom|States|Arab Emirates)$|Netherlands$|Philippines$|Maldives$|.* (?:Republic|Islands)$"
)

# The order in which counts are told: harm to life first, then liberty, then movement.
ORDER = tuple(FigureStatus)


@dataclass(frozen=True, slots=True)
class Ground:
    """What sentences stand on: the reports by id, and who speaks in them."""

    reports: Reports
    voices: Voices
    year: int | None = None

    def figure(self, account: Account) -> Figure | None:
        """Return the figure the account rests on, when its report is at hand."""
        report = self.reports.get(account.report)
        if report is None or account.figure is None:
            return None
        return next((f for f in report.figures if f.id == account.figure), None)

    def certainty(self, account: Account) -> Certainty:
        """Return how firmly the account's statement gives its content."""
        report = self.reports.get(account.report)
        found = [s for s in report.statements if s.id == account.statement] if report else []
        return found[0].certainty if found else Certainty.STATED


def tolls(incident: Incident) -> list[Toll]:
    """Return the incident's counts that a sentence can state, killed first, a whole before its parts."""
    usable = [t for t in incident.tolls if t.accounts and t.status is not FigureStatus.OTHER and _whole(t)]
    return sorted(
        usable, key=lambda t: (ORDER.index(t.status), t.part_of is not None, -(t.best or 0), t.who or "")
    )


def _whole(toll: Toll) -> bool:
    """Return whether it counts: a third of something is a share, and is left to its own sentence."""
    return all(value is None or float(value).is_integer() for value in (toll.low, toll.best, toll.high))


def fits(part: Toll, whole: Toll) -> bool:
    """Return whether the one count can be inside the other: never more than is told of the whole."""
    least, most = leading(part).low, leading(whole).low
    return least is None or most is None or least <= most


def is_minor(incident: Incident) -> bool:
    """Return whether a line is enough: no count, nobody disagrees, one voice."""
    return not tolls(incident) and not incident.disagreements and incident.grade is Grade.WEAK


def current(toll: Toll) -> list[Account]:
    """Return the accounts that later ones of the same voice have not replaced."""
    return [a for a in toll.accounts if not a.superseded] or list(toll.accounts)


def leading(toll: Toll) -> Account:
    """Return the account whose count is the toll's best value; the first of them when several are."""
    accounts = current(toll)
    return next((a for a in accounts if toll.best in (a.low, a.high)), accounts[0])


def agreeing(toll: Toll) -> list[Account]:
    """Return the accounts that give the very count of the leading one."""
    first = leading(toll)
    return [a for a in current(toll) if same_count(a) == same_count(first)]


def account_count(account: Account, toll: Toll, ground: Ground) -> str:
    """Return the account's count in words: "at least 22 people"."""
    figure = ground.figure(account)
    noun = account.who or toll.who or (figure.unit if figure else None) or "people"
    return wording.count(account.low, account.high, account.exactness, noun, figure.text if figure else None)


def where(incident: Incident) -> str:
    """Return "in air strikes on Kafranbel", "in air strikes in Idlib province", or "in Kafranbel"."""
    phrase = wording.words()["type"].get(incident.type)
    name = place_name(incident)
    if name is None:
        return phrase.rsplit(" ", 1)[0] if phrase else ""
    if phrase is None:
        return in_place(name)
    exact = incident.place is None or not (is_area(incident.place) or _RELATIVE.match(name))
    return f"{phrase} {name}" if exact else f"{phrase.rsplit(' ', 1)[0]} {in_place(name)}"


def in_place(name: str) -> str:
    """Return "in Kafranbel", "in the United States", but "southwest of Damascus" as it is."""
    if _RELATIVE.match(name):
        return name
    return f"in the {name}" if _ARTICLE.match(name) else f"in {name}"


def place_name(incident: Incident) -> str | None:
    """Return the place as our sentences name it: "eastern Aleppo", "the Aleppo and Idlib areas"."""
    place = incident.place
    name = incident.place_name or (place and (place.name or place.text)) or None
    if not name or place is None:
        return name
    name = wording.modified(place.modifier, name)
    if not is_area(place) or place.kind == "country" or _UNIT.search(name):
        return name
    several = name != wording.modified(place.modifier, place.name or place.text) and " and " in name
    unit = _UNIT.search(place.text)
    plural = "s" if several else ""
    return f"{name} {unit[0].lower()}{plural}" if unit else f"the {name} area{plural}"


def is_area(place: Place) -> bool:
    """Return whether the place stands for an area: a province, a region, a country."""
    return place.precision == 3 or place.kind in ("admin1", "admin2", "region", "country")


def headline(incident: Incident, toll: Toll, ground: Ground) -> Item:
    """Return "At least 22 people reported killed in air strikes on Kafranbel", without a full stop."""
    verb = wording.words()["status"][toll.status.value]["headline"]
    first = leading(toll)
    place = where(at_its_place(incident, toll, ground))
    text = wording.sentence(account_count(first, toll, ground), verb, place)
    return Item(
        kind="sentence",
        text=text.removesuffix("."),
        citations=cite_accounts(agreeing(toll), ground),
        incident=incident.id,
        toll=toll,
    )


def toll_item(
    incident: Incident, toll: Toll, ground: Ground, *, dated: bool = True, part: bool = False
) -> Item:
    """Return "At least 22 people were reported killed in ..., on ..., according to ...": the best count.

    ``part`` says that the count is inside the one told before it: "Among them, ...".
    """
    accounts = agreeing(toll)
    first = accounts[0]
    one = wording.is_one(first.low, first.high)
    verb = wording.words()["status"][toll.status.value]["reported"].format(was="was" if one else "were")
    period = incident.period
    date = wording.when(period.first, period.last, ground.year) if period and dated else ""
    text = wording.sentence(
        "among them," if part else "",
        account_count(first, toll, ground),
        verb,
        where(at_its_place(incident, toll, ground)),
        date,
        according(accounts, ground),
    )
    return Item(
        kind="sentence", text=text, citations=cite_accounts(accounts, ground), incident=incident.id, toll=toll
    )


def at_its_place(incident: Incident, toll: Toll, ground: Ground) -> Incident:
    """Return the incident at the place that the toll's leading account counts in, when it tells one.

    An incident may hold accounts of a province and of a part of it; no count is told of the other's place.
    """
    account = leading(toll)
    figure, report = ground.figure(account), ground.reports.get(account.report)
    found = report.places_of(figure.places) if figure and report else ()
    here = incident.place
    same = here is None or any((p.gazetteer, p.modifier) == (here.gazetteer, here.modifier) for p in found)
    if not found or same or found[0].name is None:
        return incident
    return incident.model_copy(update={"place": found[0], "place_name": None})


def named(accounts: Sequence[Account], ground: Ground) -> str:
    """Return "the White Helmets and Levant Wire": each voice once, those at a distance last."""
    far = (OriginKind.SOCIAL, OriginKind.OUTLET)
    ordered = sorted(accounts, key=lambda a: a.origin_kind in far)
    names = list(dict.fromkeys(ground.voices.of_account(a) for a in ordered))
    extra = len(names) - NAMED
    if extra <= 1:  # "one other voice" is longer than most names
        return listed(names)
    return listed([*names[:NAMED], wording.several(extra, "other voices")])


def according(accounts: Sequence[Account], ground: Ground) -> str:
    """Return ", according to the White Helmets and Levant Wire": each independent voice once."""
    return f", according to {named(accounts, ground)}"


def account_item(account: Account, incident: Incident, toll: Toll, ground: Ground) -> Item:
    """Return "Earlier, Hadi al-Abdallah said that at least 20 people were killed"."""
    table = wording.words()
    verb = table["said"][ground.certainty(account).value]
    was = "was" if wording.is_one(account.low, account.high) else "were"
    content = table["status"][toll.status.value]["said"].format(was=was)
    voice = ground.voices.of_account(account)
    verb = "said" if "report" in voice else verb  # "one report reported" is no English
    lead = f"Earlier, {voice}" if account.superseded else voice
    text = wording.sentence(lead, verb, "that", account_count(account, toll, ground), content)
    return Item(kind="sentence", text=text, citations=cite_accounts([account], ground), incident=incident.id)


def bare_count(account: Account, ground: Ground) -> str:
    """Return the count without its noun: "at least 22"."""
    figure = ground.figure(account)
    said = figure.text if figure else None
    return wording.count(account.low, account.high, account.exactness, "", said).strip()


def cite_accounts(accounts: Sequence[Account], ground: Ground) -> tuple[Citation, ...]:
    """Return what the accounts rest on, each sentence once."""
    return distinct([whole(a.citation, ground.reports) for a in accounts])


def same_count(account: Account) -> tuple[object, ...]:
    """Return what makes two accounts give the same count."""
    return account.low, account.high, account.exactness
