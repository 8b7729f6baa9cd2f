"""Readers' comments are found by the page's own marks, and leave the page."""

from __future__ import annotations

import pytest
from lxml import html

from dateline.collect import discussion
from dateline.collect.discussion import Remark

ARTICLE = "<article><h1>Ferry</h1><p>The ferry sailed again on Monday after a week of storms.</p></article>"


def take(markup: str) -> tuple[list[Remark], str]:
    """Return the comments under an article, and what is left of the page."""
    tree = html.document_fromstring(f"<html><body>{ARTICLE}{markup}</body></html>")
    remarks = discussion.take(tree)
    return remarks, " ".join(tree.text_content().split())


WORDPRESS = """
<div id="comments" class="comments-area"><h2>3 Comments</h2><ol class="comment-list">
<li id="comment-11" class="comment even depth-1"><article id="div-comment-11" class="comment-body">
 <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">A. Sailor</b>
 <span class="says">says:</span></div><time datetime="2016-12-05T15:15:00+00:00">5 December</time></footer>
 <div class="comment-content"><p>I was on it.</p><p>It was full.</p></div>
 <div class="reply"><a href="#">Reply</a></div></article>
 <ol class="children"><li id="comment-12" class="comment odd depth-2">
  <article id="div-comment-12" class="comment-body">
  <div class="comment-author vcard"><b class="fn">Mooring Post</b></div>
  <div class="comment-content"><p>Lucky you.</p></div></article></li></ol></li>
<li id="comment-13" class="comment even depth-1"><article class="comment-body">
 <div class="comment-content"><p>No news.</p></div></article></li></ol>
<div id="respond"><h3>Leave a Reply</h3><form><textarea></textarea></form></div></div>"""


def test_threads_of_a_blog_keep_author_time_and_depth() -> None:
    remarks, left = take(WORDPRESS)
    assert remarks == [
        Remark("I was on it.\n\nIt was full.", 0, "A. Sailor", "2016-12-05T15:15:00+00:00"),
        Remark("Lucky you.", 1, "Mooring Post", None),
        Remark("No news.", 0, None, None),
    ]
    assert left == "FerryThe ferry sailed again on Monday after a week of storms."


def test_comments_marked_by_schema_org_are_found_without_any_class() -> None:
    remarks, _ = take(
        '<div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">A. Sailor</span>'
        '<meta itemprop="dateCreated" content="2016-12-05">'
        '<div itemprop="text" class="text">I was on it.</div></div>'
    )
    assert remarks == [Remark("I was on it.", 0, "A. Sailor", "2016-12-05")]


def test_an_answer_nested_without_numbers_stands_one_deeper() -> None:
    remarks, _ = take(
        '<div class="user-comment"><p>I was on it.</p><div class="replies">'
        '<div class="user-comment"><p>Lucky you.</p></div></div></div>'
        '<div class="user-comment"><p>No news.</p></div>'
    )
    assert [(remark.text, remark.depth) for remark in remarks] == [
        ("I was on it.", 0),
        ("Lucky you.", 1),
        ("No news.", 0),
    ]


def test_several_wrappers_of_one_comment_are_one() -> None:
    remarks, _ = take(
        '<ul><li id="li-comment-7" class="comment"><div id="comment-7" class="comment-wrap">'
        '<section class="comment-content comment"><p>I was on it.</p></section></div></li></ul>'
    )
    assert [remark.text for remark in remarks] == ["I was on it."]


def test_a_list_that_carries_the_word_is_not_one_comment() -> None:
    remarks, _ = take(
        '<div class="comment-wrapper"><div class="comment"><p>I was on it.</p></div>'
        '<div class="comment"><p>No news.</p></div></div>'
    )
    assert [remark.text for remark in remarks] == ["I was on it.", "No news."]


@pytest.mark.parametrize("word", ["kommentar", "commentaire", "comentario"])
def test_the_word_is_known_in_several_languages(word: str) -> None:
    remarks, _ = take(
        f'<div class="{word}"><p>I was on it.</p></div><div class="{word}"><p>No news.</p></div>'
    )
    assert [remark.text for remark in remarks] == ["I was on it.", "No news."]


@pytest.mark.parametrize(
    "markup",
    [
        '<span class="comment-count">3 Comments</span>',
        '<div class="comment-count"><p>3 Comments</p></div>',
        '<div class="comments"><form class="comment-form"><p>Write</p><textarea></textarea></form></div>',
        '<div class="commented-by-staff"><p>A list of links.</p></div>',
    ],
)
def test_counts_and_forms_are_no_comments(markup: str) -> None:
    assert take(markup)[0] == []


def test_an_opinion_piece_called_comment_stays_the_article() -> None:
    page = '<html><body><article class="comment"><p>We think so.</p></article></body></html>'
    tree = html.document_fromstring(page)
    assert discussion.take(tree) == []
    assert tree.text_content() == "We think so."


def test_pages_nested_without_end_are_read() -> None:
    tree = html.document_fromstring("<div class='comment'>" * 5000 + "<p>I was on it.</p>")
    discussion.take(tree)


TWO = [("I was on it.", "Ana Mar"), ("Lucky you.", "Ben Roe")]


@pytest.mark.parametrize(
    "one",
    [
        '<tr class="comment"><td class="author">{who}</td><td class="text">{said}</td></tr>',
        '<dt class="comment-author"><a>{who}</a> said...</dt><dd class="comment-body"><p>{said}</p></dd>',
        '<div class="commentItem"><b class="commentAuthor">{who}</b><p class="commentText">{said}</p></div>',
        '<div class="posting"><b class="posting-author">{who}</b><p class="posting-content">{said}</p></div>',
        '<div class="page-comments__item"><b class="page-comments__name">{who}</b><p>{said}</p></div>',
        '<div id="comment-item-{n}"><b class="author">{who}</b><p class="comment-body">{said}</p></div>',
        '<div data-comment-id="{n}"><b class="username">{who}</b><p class="message">{said}</p></div>',
    ],
    ids=["table", "definitions", "humps", "posting", "elements", "numbered", "data"],
)
def test_layouts_of_other_systems(one: str) -> None:
    listed = "".join(one.format(who=who, said=said, n=n) for n, (said, who) in enumerate(TWO, 1))
    around = {"<tr": "<table>{}</table>", "<dt": "<dl>{}</dl>"}.get(one[:3], "<div>{}</div>")
    tree = html.document_fromstring(
        f"<html><body><p>The ferry sank.</p>{around.format(listed)}</body></html>"
    )
    assert [(remark.text, remark.author) for remark in discussion.take(tree)] == TWO
    assert "I was on it" not in tree.text_content()


def test_an_empty_thread_around_an_answer_is_no_step_of_its_own() -> None:
    remarks, _ = take(
        '<ol><li class="comment" id="c1"><div class="comment-block"><p class="text">I was on it.</p></div>'
        '<div class="comment-replies"><div class="comment-thread"><ol><li class="comment" id="c2">'
        '<p class="comment-content">Lucky you.</p></li></ol></div></div></li></ol>'
    )
    assert [(remark.text, remark.depth) for remark in remarks] == [("I was on it.", 0), ("Lucky you.", 1)]
