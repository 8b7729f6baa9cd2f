"""What readers may write under briefs and incidents: the [comments] table of desk.toml."""

from __future__ import annotations

from pydantic import Field

from dateline.model import Record


class Comments(Record):
    """Readers' comments. They are on, and the first ones of each writer wait for a person."""

    open: bool = Field(
        default=True, description="Whether readers may comment. What was published stays when it is off."
    )
    hold_first: bool = Field(
        default=True,
        description="Whether a writer's comments are held until one of theirs was published.",
    )
    hold_all: bool = Field(default=False, description="Whether every comment waits for a person.")
    longest: int = Field(default=5000, ge=100, le=50_000, description="The longest comment, in characters.")
    most_links: int = Field(
        default=1, ge=0, description="Links that a comment may hold; one with more is held."
    )
    few: int = Field(
        default=4,
        ge=1,
        description="Comments from one address or writer in ten minutes; further ones are held.",
    )
    most: int = Field(
        default=20,
        ge=1,
        description="Comments from one address or writer in an hour; further ones are refused.",
    )
    flood: int = Field(
        default=300,
        ge=10,
        description="Comments in an hour from everybody together; further ones are refused, so that a flood "
        "does not bury what waits.",
    )
