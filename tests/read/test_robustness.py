"""No text breaks the readers: mutated reports, any characters at all, and texts made to strain them."""

from __future__ import annotations

import pytest
from bench.soundness import faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import fuzz, mutations, strain
from dateline.model import Failure, Figure, FigureStatus, Note, NoteKind
from dateline.read import zones
from factory import read, report

# A strain at this share of its size takes well under a second; ``python -m bench.fuzz`` reads them whole.
SIZE = 0.004


def test_mutated_reports_are_read_soundly() -> None:
    tally = fuzz.fuzz(fuzz.texts(None), count=120, seed=7)
    assert tally.read == 120
    assert tally.unsound == []
    assert min(tally.records[kind] for kind in ("statements", "events", "figures", "places", "periods")) > 50


def test_the_same_seed_gives_the_same_texts() -> None:
    given_texts = ["Shells hit the market on Friday, and three people died."] * 3
    once, again = (list(mutations.mutated(given_texts, 40, seed=3)) for _ in range(2))
    assert once == again
    assert once != list(mutations.mutated(given_texts, 40, seed=4))
    assert sum(text in given_texts for _, text in once) < 10


@pytest.mark.parametrize("name", strain.STRAINS)
def test_a_strain_is_read_soundly(name: str) -> None:
    make, count = strain.STRAINS[name]
    found = read(make(max(2, int(count * SIZE))), language=strain.FOREIGN.get(name, "en"))
    assert faults(found) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", "\x00", "“", "9" * 5000, "\u202e", "🙂", "a" * 30_000]
)
def test_next_to_nothing_is_read_soundly(text: str) -> None:
    assert faults(read(text, language="en")) == []


# Any characters that JSON can carry, the rare ones more often than chance would have them.
SIGNS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("“”‘’\"'()[]—–-.,:;!?\n\t \u00a0\u200f\u202e\u00ad\u200b\ufefféй١٢0123"),
    ),
    max_size=120,
)
SAID = (
    "said that killed 12 people in Homs on Sunday “We will” he added . , and wounded the Syrian army denied "
    "at least according to 2016 the last week of May Idlib province, including three children"
)
WORDS = st.lists(st.sampled_from([*SAID.split(), "\n\n"]), max_size=40).map(" ".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(SIGNS, WORDS, st.tuples(WORDS, SIGNS, WORDS).map("".join)))
def test_any_text_is_read_soundly(text: str) -> None:
    assert faults(read(text, language="en")) == []


@settings(max_examples=150, deadline=None)
@given(st.one_of(SIGNS, st.tuples(WORDS, SIGNS).map("\n\n".join)))
def test_zones_of_any_text_hold_every_line_once(text: str) -> None:
    found = zones.find(text)
    covered = [at for zone in found for at in range(zone.start, zone.end)]
    assert covered == sorted(set(covered))
    assert all(text[at].isspace() for at in range(len(text)) if at not in set(covered))


# -- the checks themselves --------------------------------------------------------


def broken(**fields: object) -> list[str]:
    return faults(report("Three people died.").model_copy(update=fields))


def figure(**fields: object) -> Figure:
    given_fields: dict[str, object] = {
        "start": 0, "end": 5, "text": "Three", "id": "f1", "subject": "people", "low": 3, "high": 3,
        "status": FigureStatus.KILLED, "exactness": "exact",
    }  # fmt: skip
    return Figure.model_validate(given_fields | fields)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"failures": (Failure(step="events", error="KeyError", message="x"),)}, "events failed"),
        ({"figures": (figure(text="three"),)}, "is not at 0-5"),
        ({"figures": (figure(), figure())}, "given twice"),
        ({"figures": (figure(part_of="f9"),)}, "which is not there"),
        ({"figures": (figure(part_of="f2"), figure(id="f2", part_of="f1"))}, "leads back to itself"),
        ({"figures": (figure(low=4),)}, "is from 4"),
        ({"figures": (figure(high=float("inf")),)}, "not the same after JSON"),
    ],
)
def test_an_unsound_report_is_caught(fields: dict[str, object], complaint: str) -> None:
    assert any(complaint in line for line in broken(**fields))


def test_what_is_left_unread_by_design_is_no_fault() -> None:
    note = Note(step="languages", kind=NoteKind.LANGUAGE, message="x")
    assert broken(notes=(note,)) == []


def test_a_strain_that_grows_faster_than_its_text_is_not_linear() -> None:
    took = strain.Strained("x", 1000, seconds=5.0, per_character=1.0, growth=3.9)
    assert not took.linear
    assert strain.Strained("x", 1000, seconds=5.0, per_character=1.0, growth=1.2).linear
