"""Finds what an id, or the beginning of one, stands for."""

from __future__ import annotations

from dateline.errors import UnknownId
from dateline.store import models

# How many of several fits a message names; more would not fit one line.
NAMED = 3


def find(wanted: str) -> tuple[str, str]:
    """Return (kind, id) of the one record whose id is or begins with ``wanted``, the prefix left out or not.

    Kinds are report, capture, incident, series, decision and forward (an incident that is no more).
    Raises UnknownId for none and for several.
    """
    fits = [(kind, id_) for kind, ids in _fits(wanted).items() for id_ in ids]
    exact = [(kind, id_) for kind, id_ in fits if wanted in (id_, _bare(id_))]
    if len(exact or fits) == 1:
        return (exact or fits)[0]
    if not fits:
        raise UnknownId(wanted, "nothing on this desk has that id", "dateline link and read --json print ids")
    named = ", ".join(id_ for _, id_ in fits[:NAMED]) + (", …" if len(fits) > NAMED else "")
    raise UnknownId(wanted, f"{len(fits)} ids begin with it: {named}", "give more of it")


def _fits(wanted: str) -> dict[str, list[str]]:
    tables = (
        ("report", models.Report, "id", "sha256:"),
        ("capture", models.Capture, "sha256", ""),
        ("incident", models.Incident, "label", "incident:"),
        ("series", models.Series, "label", "series:"),
        ("forward", models.Forward, "label", "incident:"),
        ("decision", models.Decision, "label", "decision:"),
    )
    found = {}
    for kind, table, column, prefix in tables:
        bare = wanted.removeprefix(prefix)
        rows = table.objects.filter(**{f"{column}__startswith": prefix + bare})
        rows |= table.objects.filter(**{f"{column}__startswith": wanted})
        found[kind] = sorted(set(rows.values_list(column, flat=True)[: NAMED + 1]))
    return found


def _bare(id_: str) -> str:
    return id_.partition(":")[2] or id_
