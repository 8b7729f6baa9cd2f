"""Prints an incident with everything that was judged of it: reasons, grades, differences, forwards."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Copies, Incident, Toll


def incident(found: Incident, asked: str, copies: tuple[Copies, ...] = ()) -> Iterator[str]:
    """Yield the lines about an incident, before its accounts."""
    if asked and asked not in found.id:
        yield f"{asked} was merged into this incident"
    elif found.formerly:
        yield "merged into it: " + ", ".join(found.formerly)
    yield f"{found.title}: {found.grade.value}"
    yield f"why: {found.grade_reason}"
    reliable, credible = _RELIABLE[found.reliability], _CREDIBLE[found.credibility]
    yield f"Admiralty code {found.reliability}{found.credibility} (source {reliable}; {credible})"
    if found.unreviewed:
        yield "of unknown independence, because nobody has reviewed them: " + ", ".join(found.unreviewed)
    yield f"news, apart from the evidence: harm {found.harm:,}, spread {found.spread:,}"
    yield from (_toll(toll) for toll in found.tolls)
    yield from (f"{own.kind} disagreement: {own.text}" for own in found.disagreements)
    if found.part_of:
        yield f"part of {found.part_of}"
    yield from (f"joined at {reason}" for reason in found.link_reasons)
    for pair in found.voices:
        yield f"{pair.a} | {pair.b}: {'one voice' if pair.one else 'two voices'}, {pair.rule}"
    for group in copies:
        yield from _copies(group)


def _toll(toll: Toll) -> str:
    who = f" ({toll.who})" if toll.who else ""
    high = "open" if toll.high is None else f"{toll.high:,}"
    grade = f"; {toll.grade.value}: {toll.grade_reason} ({toll.credibility})" if toll.grade else ""
    return f"{toll.status.value}{who}: low {toll.low:,}, best {toll.best or toll.low:,}, high {high}{grade}"


def _copies(group: Copies) -> Iterator[str]:
    yield f"one text in {len(group.reports)} reports; the earliest known is {group.reports[0]}"
    for pair in group.pairs:
        changed = "; ".join(f"“{own.before}” became “{own.after}”" for own in pair.changes)
        yield f"{pair.relation.value} ({pair.shared:.0%}) of {pair.a}: {pair.b}" + (
            f": {changed}" if changed else ""
        )


# The words of the Admiralty code.
_RELIABLE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "not judged",
}
_CREDIBLE = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
