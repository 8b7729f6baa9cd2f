"""Turns what people decided into tellings that are joined or kept apart; says what could not be applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from dateline.errors import VoidDecision
from dateline.link.memory import Binding
from dateline.model import Decision, Failure, Judgement

_SAME = frozenset({Judgement.SAME, Judgement.MERGE})
_APART = frozenset({Judgement.DIFFERENT, Judgement.SPLIT})
# Decisions about one incident; its telling is bound to itself.
_ALONE = frozenset({Judgement.DISCOUNT})


def about_incidents(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that join, separate or discount, oldest first."""
    told = sorted(decisions, key=lambda own: (own.when, own.id))
    return [own for own in told if own.judgement in _SAME | _APART | _ALONE]


def bindings(
    decisions: Iterable[Decision], anchors: Mapping[str, str]
) -> tuple[list[Binding], dict[str, Failure]]:
    """Return what stands about each pair of tellings, the latest word on it, and what could not be applied.

    ``anchors`` gives the telling that stands for each subject: itself, or an incident's earliest.
    """
    found: dict[tuple[str, str], Binding] = {}
    failures: dict[str, Failure] = {}
    for own in decisions:
        lost = [subject for subject in own.subjects if subject not in anchors]
        if lost:
            failures[own.id] = void(own, lost)
        known = sorted({anchors[subject] for subject in own.subjects if subject in anchors})
        for a, b in [(a, a) for a in known] if own.judgement in _ALONE else combinations(known, 2):
            found[a, b] = Binding(own.id, a, b, own.judgement in _SAME)
    return list(found.values()), failures


def void(decision: Decision, lost: Collection[str]) -> Failure:
    """Return the failure that says which subjects of a decision are no longer there."""
    names = ", ".join(lost)
    problem = f"“{decision.judgement.value}” of {decision.who} names {names}, which no report tells any more"
    error = VoidDecision(decision.id, problem, "decide anew about what took its place")
    return Failure(step="link", error=type(error).__name__, message=str(error))
