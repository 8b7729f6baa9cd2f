"""Comments in a plain text are numbered as on the page and keep their own lists."""

from __future__ import annotations

from dateline.model import Comment
from dateline.read import comments, zones

ARTICLE = (
    "Ferry Service Resumes\n\nThe ferry sailed again on Monday after a week of storms.\n\nIt was full.\n\n"
)


def read(below: str) -> tuple[Comment, ...]:
    """Return the comments of an article with ``below`` under it, checked against their places."""
    text = ARTICLE + below
    found = comments.find(text, zones.find(text))
    assert all(text[c.start : c.end] == c.text for c in found)
    return found


def test_numbers_are_threads_and_bullets_are_replies() -> None:
    found = read(
        "  1. About time.\n    Second line.\n\n    • Was it full?\n\n      • It was.\n\n    • I waited.\n\n"
        "  2. No news.\n\nLeave a Comment"
    )
    assert [(c.id, c.parent) for c in found] == [
        ("1", None), ("1.1", "1"), ("1.1.1", "1.1"), ("1.2", "1"), ("2", None),
    ]  # fmt: skip
    assert found[0].text == "About time.\n    Second line."


def test_a_list_inside_a_comment_opens_no_comment() -> None:
    found = read(
        "  1. 1. The ramp is broken.\n    2. The crew is tired.\n    3) Nobody cares.\n\n"
        "  2. Agreed.\n\nLeave a Comment"
    )
    assert [c.text.split()[0] for c in found] == ["1.", "Agreed."]


def test_a_dated_digest_in_a_comment_is_not_a_reply() -> None:
    found = read(
        "  1. Links of the week 12/3/2016\n\n    On the ramp 11/30/2016\n\n    • On the crew 7/29/2015\n\n"
        "    • I read it too.\n\nLeave a Comment"
    )
    assert [c.id for c in found] == ["1", "1.1"]


def test_named_comments_tell_author_and_time() -> None:
    found = read(
        "2 Comments\n\nA. Sailor says:\nDecember 5, 2016 at 3:15 pm\n\nI was on it.\n\nReply\n\n"
        "Mooring Post says:\nDecember 6, 2016 at 9:00 am\n\nLucky you.\n"
    )
    assert [(c.author, c.published, c.text) for c in found] == [
        ("A. Sailor", "December 5, 2016 at 3:15 pm", "I was on it."),
        ("Mooring Post", "December 6, 2016 at 9:00 am", "Lucky you."),
    ]


def test_the_list_of_an_article_is_no_comment() -> None:
    assert (
        read("The company promises:\n\n  1. A new ramp.\n\n  2. A new crew.\n\nBoth by May, it said.") == ()
    )
    assert read("The company promises:\n\n  1. A new ramp.\n\n  2. A new crew.") == ()


def test_somebody_quoted_in_the_article_is_no_comment() -> None:
    assert read("The captain said:\n\nWe sail at noon.\n\nThe mate says:\n\nWe sail at one.") == ()


def test_a_form_without_comments_holds_none() -> None:
    assert read("Leave a Reply\n\nCancel reply") == ()
    assert read("Comments are closed.") == ()
