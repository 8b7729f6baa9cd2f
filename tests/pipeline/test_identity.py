"""An incident keeps its name when fewer reports are linked."""

from __future__ import annotations

from dateline.model import Grade, Incident, Linking
from dateline.pipeline.identity import known_as


def incident(id_: str, *tellings: str, part_of: str | None = None) -> Incident:
    return Incident(
        id=id_,
        reports=("sha256:r",),
        keys=(None,),
        type="battle",
        title="Battle",
        grade=Grade.WEAK,
        grade_reason="one voice",
        tellings=tellings,
        part_of=part_of,
    )


def ids(kept: dict[str, tuple[str, ...]], *incidents: Incident) -> list[str]:
    return [own.id for own in known_as(Linking(incidents=incidents), kept).incidents]


def test_an_incident_without_its_earliest_telling_is_still_the_same() -> None:
    assert ids({"i:old": ("t1", "t2", "t3")}, incident("i:new", "t2", "t3")) == ["i:old"]


def test_what_nobody_knows_keeps_its_own_id() -> None:
    assert ids({"i:old": ("t1",)}, incident("i:new", "t9")) == ["i:new"]
    assert ids({}, incident("i:new", "t1")) == ["i:new"]


def test_one_id_never_stands_for_two() -> None:
    kept = {"i:old": ("t1", "t2", "t3")}
    assert ids(kept, incident("i:a", "t1"), incident("i:b", "t2", "t3")) == ["i:a", "i:old"]
    assert ids(kept, incident("i:old", "t1"), incident("i:b", "t2", "t3")) == ["i:old", "i:b"]


def test_the_part_follows_its_whole() -> None:
    whole, part = incident("i:new", "t2"), incident("i:part", "t5", part_of="i:new")
    found = known_as(Linking(incidents=(part, whole)), {"i:old": ("t1", "t2")}).incidents
    assert [(own.id, own.part_of) for own in found] == [("i:part", "i:old"), ("i:old", None)]
