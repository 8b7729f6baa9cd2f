"""Tells an incident: its counts, the voices that say otherwise, and where accounts disagree."""

from __future__ import annotations

from dateline.listing import listed
from dateline.model import Account, Disagreement, Incident, Item, Stance, Toll
from dateline.publish import wording
from dateline.publish.frames import framed
from dateline.publish.passages import whole
from dateline.publish.sentences import (
    Ground,
    account_item,
    agreeing,
    bare_count,
    cite_accounts,
    leading,
    same_count,
    toll_item,
    tolls,
)

# Accounts told in an incident's text beside its main count; the rest are in its list of accounts.
OTHERS = 3


def incident_items(incident: Incident, ground: Ground) -> tuple[Item, ...]:
    """Return the incident's text: its counts, the accounts that differ, and what is disputed.

    An incident without a count is told in the words of its first account.
    """
    items: list[Item] = []
    told: Toll | None = None
    for toll in tolls(incident)[:OTHERS]:
        inside = toll.part_of is not None and told is not None and told.status is toll.status
        items.append(toll_item(incident, toll, ground, dated=not items, part=inside))
        told = toll
        items += [account_item(a, incident, toll, ground) for a in _others(toll, ground)]
    if not items and incident.accounts:
        items.append(quoted(incident.accounts[0], incident, ground))
    items += [
        disagreement_item(incident, i, ground)
        for i, d in enumerate(incident.disagreements)
        if d.accounts and d.kind != "count"
    ]
    return tuple(items)


def _others(toll: Toll, ground: Ground) -> list[Account]:
    """Return one account for each other voice and count, the newest first."""
    told = {(ground.voices.of_account(a), same_count(a)) for a in agreeing(toll)}
    kept: list[Account] = []
    for account in sorted(toll.accounts, key=lambda a: (a.superseded, -(a.low or a.high or 0))):
        key = ground.voices.of_account(account), same_count(account)
        if key not in told and same_count(account) != same_count(leading(toll)):
            told.add(key)
            kept.append(account)
    return kept[:OTHERS]


def quoted(account: Account, incident: Incident, ground: Ground) -> Item:
    """Return the account's own sentence under the report that published it, and under its voice
    where the sentence does not name it."""
    citation = whole(account.citation, ground.reports)
    voice = ground.voices.of_account(account)
    source = account.source or "One report"
    named = voice.removeprefix("the ").lower() in (source.lower(), "one report")
    named = named or voice.removeprefix("the ").removeprefix("an ").removeprefix("a ") in citation.text
    return Item(
        kind="quote",
        text=citation.text,
        citations=(citation,),
        incident=incident.id,
        speaker=source if named else voice,
        note=None if named else f"in the words of {account.source or 'one report'}",
    )


def disagreement_item(incident: Incident, index: int, ground: Ground) -> Item:
    """Return the stated disagreement, with its accounts; a denial in the denier's words, on those alone."""
    disagreement = incident.disagreements[index]
    text, accounts = disagreement.text, disagreement.accounts
    if disagreement.kind == "count" and disagreement.accounts[0].status is not None:
        text = _counts_apart(disagreement, ground)
    if disagreement.kind == "denial" and (denial := _denial(disagreement, ground)):
        text, accounts = denial
    return Item(
        kind="sentence",
        text=wording.sentence(text),
        citations=cite_accounts(accounts, ground),
        incident=incident.id,
        note=disagreement.kind,
    )


def _counts_apart(disagreement: Disagreement, ground: Ground) -> str:
    """Return "Accounts of the killed differ: the mayor said nine and the army two"."""
    first = disagreement.accounts[0]
    told = [f"{ground.voices.of_account(a)} {bare_count(a, ground)}" for a in disagreement.accounts]
    told[0] = told[0].replace(bare := bare_count(first, ground), f"said {bare}")
    counted = first.status.value if first.status else "people"
    return f"Accounts of the {counted} differ: {listed(list(dict.fromkeys(told)))}"


def _denial(disagreement: Disagreement, ground: Ground) -> tuple[str, tuple[Account, ...]] | None:
    """Return "The ministry denied, in the words of the Daily, “that ...”" and its accounts, or None.

    What was denied stands in the words of the denial: it may be less than what others reported.
    """
    for account in disagreement.accounts:
        report = ground.reports.get(account.report)
        statements = report.statements if report else ()
        said = next((s for s in statements if s.id == account.statement and s.stance is Stance.DENIES), None)
        frame = framed(report, said) if report and said else None
        if frame is not None and not frame.whole:
            source = account.source or "one report"
            words = "" if frame.direct else f", in the words of {source},"
            voice = ground.voices.of_account(account)
            same = [a for a in disagreement.accounts if ground.voices.of_account(a) == voice]
            return f"{voice} denied{words} “{frame.text}”", tuple(same)
    return None
