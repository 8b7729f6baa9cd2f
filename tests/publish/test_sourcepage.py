"""A source page holds the whole text, its marks and its comments, each in its place."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Citation, Comment, Report, Zone, ZoneKind
from dateline.publish import sourcepage
from dateline.publish.notes import Note
from factory import report


def note(number: int, one: Report, start: int, end: int) -> Note:
    citation = Citation(report=one.id, start=start, end=end, text=one.text[start:end])
    return Note(number, citation, "A", None, None)


def plain(one: Report, notes: list[Note]) -> str:
    """Return the text of the blocks without marks and note numbers."""
    html = "\n".join(block.html for block in sourcepage.blocks(one, notes))
    html = re.sub(r'<a class="n".*?</a>', "", html)
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.text(alphabet="ab <&>\"'\n", min_size=1, max_size=60), st.data())
def test_marks_change_no_character(text: str, data: st.DataObject) -> None:
    one = report(text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    notes = [note(n, one, a, b) for n, (a, b) in enumerate(spans, 1) if a < b]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert plain(one, notes) == "\n".join(lines)


def test_overlapping_citations_each_have_an_anchor_and_all_their_words() -> None:
    one = report("Alpha beta gamma delta.")
    html = sourcepage.blocks(one, [note(1, one, 0, 16), note(2, one, 6, 22)])[0].html
    assert 'id="c-0-16"' in html and 'id="c-6-22"' in html
    assert "".join(re.findall(r'<mark class="[^"]*\bk1\b[^"]*">([^<]*)', html)) == "Alpha beta gamma"
    assert "".join(re.findall(r'<mark class="[^"]*\bk2\b[^"]*">([^<]*)', html)) == "beta gamma delta"


def test_a_citation_over_two_paragraphs_is_marked_in_both() -> None:
    one = report("First line.\nSecond line.")
    found = sourcepage.blocks(one, [note(1, one, 6, 18)])
    assert all("k1" in block.html for block in found)


def test_comments_are_apart_from_the_text() -> None:
    text = "Title\nThe body.\nA reader's remark."
    one = report(
        text,
        zones=(
            Zone(kind=ZoneKind.HEADLINE, start=0, end=5),
            Zone(kind=ZoneKind.BODY, start=6, end=15),
            Zone(kind=ZoneKind.COMMENT, start=16, end=len(text)),
        ),
        comments=(Comment(id="1", start=16, end=len(text), text="A reader's remark."),),
    )
    assert [b.kind for b in sourcepage.blocks(one, [])] == ["headline", "body"]
    assert [c.text for c in sourcepage.comments(one)] == ["A reader's remark."]


def test_text_in_no_zone_is_kept() -> None:
    one = report("Loose line.\nAnother.", zones=(Zone(kind=ZoneKind.HEADLINE, start=0, end=11),))
    assert [b.kind for b in sourcepage.blocks(one, [])] == ["headline", "body"]
