"""What a desk keeps from readers so that nobody is hurt again: the [harm] table of desk.toml."""

from __future__ import annotations

from pydantic import Field

from dateline.model import Record


class Harm(Record):
    """What is kept from readers. Everything is on unless a desk turns it off."""

    names: bool = Field(
        default=True,
        description="Whether names of minors, private persons and sources who asked not to be named are "
        "replaced for readers. An editor releases one with a reason.",
    )
    withhold: tuple[str, ...] = Field(
        default=(), description="Names to keep back wherever they stand, whatever the rules say."
    )
    coordinates: bool = Field(
        default=True,
        description="Whether points are made coarser for readers, by kind of place.",
    )
    delay: bool = Field(
        default=True,
        description="Whether incidents at places where people can be hurt again (hospitals, shelters, "
        "convoys) are held back for a time.",
    )
    delay_hours: int | None = Field(
        default=None,
        ge=0,
        le=24 * 365,
        description="How long they are held back, in hours after the day of the incident, for all kinds of "
        "place alike. Left out, each kind has its own.",
    )
