"""What people put into the registers: sources, actors and places, each a decision that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from dateline.config import SourceEntry
from dateline.errors import EmptyInput
from dateline.model import Decision, Judgement

SOURCE, ACTOR, PLACES = "source:", "actor:", "places:"
# What of a source people judge; how it is collected stays in desk.toml.
JUDGED = ("kind", "owner", "parent", "party", "reliability", "language")


def entries(standing: Iterable[Decision], prefix: str) -> dict[str, dict[str, Any]]:
    """Return what stands in a register by name; the last decision on a name counts."""
    found: dict[str, dict[str, Any]] = {}
    for decision in standing:
        if decision.judgement is Judgement.CORRECT and decision.value:
            for subject in decision.subjects:
                if subject.startswith(prefix):
                    found[subject.removeprefix(prefix)] = json.loads(decision.value)
    return found


def sources(given: Sequence[SourceEntry], standing: Iterable[Decision]) -> tuple[SourceEntry, ...]:
    """Return the sources of desk.toml as people judged them, and those that only people named."""
    judged = entries(standing, SOURCE)
    known = {entry.name: entry for entry in given}
    changed = [entry.model_copy(update=judged.get(entry.name, {})) for entry in given]
    return (*changed, *(SourceEntry(name=name, **own) for name, own in judged.items() if name not in known))


def source(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form says of a source. Raises EmptyInput for a name or a value that cannot be."""
    own = {key: given.get(key, "").strip() or None for key in JUDGED}
    try:
        SourceEntry(name=_named(name), **own)
    except ValidationError as error:
        what = f"the {error.errors()[0]['loc'][0]}"
        raise EmptyInput(what, "cannot be that", "choose from the list") from error
    return own


def actor(name: str, given: Mapping[str, str], kinds: Iterable[str]) -> dict[str, Any]:
    """Return what a form says of an actor: kind, aliases (one a line), country. Raises EmptyInput."""
    _named(name)
    kind = given.get("kind", "")
    if kind not in set(kinds):
        raise EmptyInput("the kind", "is none of the list", "choose one")
    country = given.get("country", "").strip().upper()
    if country and not (len(country) == 2 and country.isalpha() and country.isascii()):
        raise EmptyInput(country, "is no country", "give two letters, as SY")
    lines = (" ".join(line.replace("|", " ").split()) for line in given.get("aliases", "").splitlines())
    return {"kind": kind, "aliases": [line for line in dict.fromkeys(lines) if line], "country": country}


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise EmptyInput("the name", "has none or over 200 characters", "give its name")
    return name
