"""Snippets with one fine-grained event type: weighted F1 of the main event's type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import answers
from bench.metrics import weighted_f1
from bench.predictions import load, read_texts
from bench.rows import Row, row

# The set's labels (CASE 2021 task 2: ACLED sub-events and five more) by our type names.
LABELS = {
    "government regains territory": "GOV_REGAINS_TERIT",
    "non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "armed clash": "ARMED_CLASH",
    "chemical weapon": "CHEM_WEAP",
    "air/drone strike": "AIR_STRIKE",
    "suicide bomb": "SUIC_BOMB",
    "shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "remote explosive/landmine/ied": "REM_EXPLOS",
    "grenade": "GRENADE",
    "sexual violence": "SEX_VIOL",
    "attack": "ATTACK",
    "abduction/forced disappearance": "ABDUCT_DISSAP",
    "peaceful protest": "PEACE_PROTEST",
    "protest with intervention": "PROTEST_WITH_INTER",
    "excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "violent demonstration": "VIOL_DEMONSTR",
    "mob violence": "MOB_VIOL",
    "agreement": "AGREEMENT",
    "arrests": "ARREST",
    "change to group/activity": "CHANGE_TO_GROUP_ACT",
    "disrupted weapons use": "DISR_WEAP",
    "headquarters or base established": "HQ_ESTABLISHED",
    "looting/property destruction": "PROPERTY_DISTRUCT",
    "non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "diplomacy/statement": "DIPLO",
    "claim of responsibility": "ATTRIB",
    "crime": "ORG_CRIME",
    "natural disaster": "NATURAL_DISASTER",
    "accident": "MAN_MADE_DISASTER",
}


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield weighted F1 and accuracy; a type the set does not have is its OTHER."""
    docs = load(folder / "docs.jsonl", limit)
    gold = [doc["gold"]["type"] for doc in docs]
    found = [LABELS.get(answers.event_type(read) or "", "OTHER") for read in read_texts(docs)]
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    yield row("conflict_types weighted f1", weighted_f1(gold, found), len(gold))
    yield row("conflict_types accuracy", right / max(1, len(gold)), len(gold))
