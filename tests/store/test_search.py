"""Full-text search follows the rows, whoever writes them, on both databases; what is typed is never SQL."""

from __future__ import annotations

import pytest

from dateline.model import Grade, Incident, Mode, Statement
from dateline.store import save, search
from dateline.store.desk import Database
from factory import DAY, report

TEXT = "The bridge at Northport was shelled on Sunday, a ferryman said. São Tomé sent boats."


@pytest.fixture
def filled(database: Database) -> Database:
    own = report(TEXT, title="Bridge shelled", source="Harbour Post")
    said = Statement(id="s1", name="Ferryman", content=(own.span(0, 45),), mode=Mode.INDIRECT)
    found = Incident(
        id="incident:aa", reports=(own.id,), keys=(None,), type="shelling", title="Shelling of Northport",
        place_name="Northport", grade=Grade.WEAK, grade_reason="one origin",
    )  # fmt: skip
    with database.session():
        save.batch([], [save.Input("a.txt", [(None, own)])])
        save.readings([own.model_copy(update={"statements": (said,)})])
        save.incidents([save.Filed(found)])
    return database


def kinds(database: Database, words: str, **chosen: object) -> set[str]:
    with database.session():
        return {one.kind for one in search.search(words, **chosen)}  # type: ignore[arg-type]


def test_reports_statements_and_incidents_are_found_by_their_words(filled: Database) -> None:
    assert kinds(filled, "northport") == {"report", "statement", "incident"}
    assert kinds(filled, "ferryman") == {"report", "statement"}
    assert kinds(filled, "north") == {"report", "statement", "incident"}
    assert kinds(filled, "northport airport") == set()
    assert kinds(filled, "") == set()


def test_filters_narrow(filled: Database) -> None:
    assert kinds(filled, "northport", kind="incident") == {"incident"}
    assert kinds(filled, "northport", grade="weak") == {"incident"}
    assert kinds(filled, "northport", source="Harbour Post") == {"report", "statement"}
    assert kinds(filled, "northport", place="Northport") == {"incident"}
    assert kinds(filled, "northport", first=DAY, last=DAY) == {"report", "statement"}


def test_what_is_no_more_is_found_no_more(filled: Database) -> None:
    with filled.session():
        save.incidents([], gone=["incident:aa"])
    assert kinds(filled, "northport") == {"report", "statement"}


def test_the_words_that_matched_are_marked(filled: Database) -> None:
    with filled.session():
        (one,) = search.search("shelled", kind="report")
    assert f"{search.OPEN}shelled{search.CLOSE}" in one.snippet


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", 'x" OR "y', "a* NEAR(b)", "%s %q {}", "'; DROP TABLE x", "!&|"]
)
def test_nothing_that_is_typed_is_sql(filled: Database, words: str) -> None:
    assert kinds(filled, words) == set()
    assert kinds(filled, "northport", source=words) == set()
    assert kinds(filled, "northport", place=words) == set()
