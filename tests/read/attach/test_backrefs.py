"""General words for places mean the last one named of their kind."""

from __future__ import annotations

from factory import read


def places(text: str) -> dict[str, tuple[tuple[str, ...], str | None]]:
    found = read(text)
    names = {place.id: place.text for place in found.places}
    return {
        event.trigger.text: (tuple(names[p] for p in event.places), event.place_rule)
        for event in found.events
    }


def test_the_province_is_the_last_one_named() -> None:
    found = places("Jets bombed Saraqib in Idlib Province. Later they struck civilians in the province.")
    assert found["struck"] == (("Idlib Province",), "back-reference")


def test_a_named_place_is_nearer() -> None:
    found = places("Fighting went on in Idlib Province. Shells struck Hama in the province.")
    assert found["struck"][0] == ("Hama",)


def test_without_a_name_of_that_kind_there_is_none() -> None:
    assert places("Rebels attacked the army in the province.")["attacked"] == ((), None)


def test_of_two_provinces_it_is_the_one_of_the_last_town() -> None:
    found = places(
        "Jets bombed Idlib and Aleppo provinces. Ten died in Saraqib. They shelled farms in the province."
    )
    assert found["shelled"] == (("Idlib",), "back-reference")
