"""Replays are other reports: elsewhere, later, spelled otherwise, with offsets that hold."""

from __future__ import annotations

from itertools import islice
from typing import Any

from bench import replay
from factory import DAY
from factory_told import told


def read() -> dict[str, Any]:
    return told("Courier", "Northam", 22).model_dump(mode="json", by_alias=True)


def test_a_round_lies_in_a_country_of_its_own() -> None:
    first, second = (replay.replayed(read(), number).places[0] for number in (1, 2))
    assert first.country != second.country
    assert first.gazetteer != second.gazetteer
    assert first.admin1 != second.admin1


def test_offsets_hold_and_days_move_on() -> None:
    own = replay.replayed(read(), 3)
    (town,) = own.places
    assert own.text[town.start : town.end] == town.text != "Northam"
    assert own.published is not None
    assert (own.published - DAY).days == 3 * replay.STEP
    assert own.periods[0].first == own.published


def test_no_two_rounds_spell_alike() -> None:
    assert len({tuple(replay._table(number).items()) for number in range(1_260)}) == 1_260


def test_replays_come_in_the_order_of_their_days() -> None:
    later = {**read(), "id": "sha256:later", "published": "2017-03-05"}
    found = list(islice(replay.rounds([read(), later]), 20))
    assert [own.published for own in found] == sorted(own.published for own in found if own.published)
    assert len({own.id for own in found}) == 20
