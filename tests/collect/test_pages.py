"""A page becomes its article in zones, with the readers' comments below in their own."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.collect.base import InputFile
from dateline.collect.pages import Pages
from dateline.errors import EmptyInput, NotText
from dateline.model import Report, ZoneKind
from factory import read
from factory_archives import PAGE

COMMENTS = """<ol class="commentlist"><li id="comment-1" class="comment depth-1"><p>I was on it.</p>
<ul class="children">
<li id="comment-2" class="comment depth-2"><p>Lucky you.</p></li></ul></li>
<li id="comment-3" class="comment depth-1"><p>Seventeen people were killed, I heard.</p></li></ol>"""
FULL = PAGE.replace("</article>", "</article>" + COMMENTS)


def one(markup: str | bytes) -> Report:
    """Return the report of a page."""
    payload = markup if isinstance(markup, bytes) else markup.encode()
    (found,) = Pages().collect(InputFile("page.html", data=payload))
    return found.reports[0]


def kinds(report: Report) -> list[str]:
    """Return the kinds of the zones, checked to be in order and inside the text."""
    assert all(a.end < b.start for a, b in zip(report.zones, report.zones[1:], strict=False))
    assert report.zones[-1].end == len(report.text)
    return [zone.kind.value for zone in report.zones]


def test_the_article_comes_apart_by_the_page_s_own_marks() -> None:
    report = one(PAGE)
    assert kinds(report) == ["headline", "lead", "body", "heading", "body"]
    assert report.title == "Convoy Reaches the Town"
    assert report.zones[-1].section == report.text.index("The Road Is Open")
    assert (report.published, report.published_rule) == (
        dt.date(2016, 12, 4), "page metadata: article:published_time",
    )  # fmt: skip
    assert report.published_at == dt.datetime(2016, 12, 4, 8, tzinfo=dt.UTC)


def test_comments_are_numbered_by_thread_and_hold_their_place() -> None:
    report = one(FULL)
    assert kinds(report)[-3:] == ["comment"] * 3
    assert [(c.id, c.parent) for c in report.comments] == [("1", None), ("1.1", "1"), ("2", None)]
    assert all(report.text[c.start : c.end] == c.text for c in report.comments)


def test_the_reader_keeps_the_page_s_zones_and_reads_nothing_from_comments() -> None:
    report = one(FULL)
    full = read(report.text, zones=report.zones, comments=report.comments)
    assert (full.zones, full.comments) == (report.zones, report.comments)
    start = report.comments[0].start
    assert all(figure.start < start for figure in full.figures)


def test_a_quotation_is_marked_as_such() -> None:
    quotation = "We asked for boats on Monday, and they came on Thursday, far too few of them."
    report = one(PAGE.replace("<h2>", f"<blockquote><p>{quotation}</p></blockquote><h2>"))
    assert [report.text[z.start : z.end] for z in report.zones if z.kind is ZoneKind.QUOTE] == [quotation]


@pytest.mark.parametrize(
    "form", ["<figure><img><figcaption>{}</figcaption></figure>", '<p class="wp-caption-text">{}</p>']
)
def test_a_caption_stands_where_its_figure_stands(form: str) -> None:
    caption = "Lorries wait at the northern gate of the town on Monday morning, in the rain."
    report = one(PAGE.replace("<h2>", form.format(caption) + "<h2>"))
    assert kinds(report) == ["headline", "lead", "body", "caption", "heading", "body"]
    assert caption in report.text


def test_the_caption_of_a_teaser_is_left_out() -> None:
    caption = "Another story of another town, told on another day"
    teaser = f"<aside><figure><img><figcaption>{caption}</figcaption></figure></aside></body>"
    assert "Another story" not in one(PAGE.replace("</body>", teaser)).text


def test_a_page_that_breaks_off_is_read_so_far_and_says_so() -> None:
    report = one(PAGE[: PAGE.index("The road along")])
    assert "It carried flour" in report.text
    assert [failure.error for failure in report.failures] == ["Truncated"]


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "utf-16"])
def test_the_charset_of_the_page_is_believed(charset: str) -> None:
    markup = PAGE.replace("harbour", "h\u00e4rbour").replace("<head>", f'<head><meta charset="{charset}">')
    report = one(markup.replace("the port said", "“the pört” said").encode(charset))
    assert "“the pört” said" in report.text
    assert report.failures == ()


def test_a_page_of_scripts_is_an_empty_input() -> None:
    with pytest.raises(EmptyInput, match=r"page\.html: no article text"):
        one("<html><head><script>load()</script></head><body><div id='app'></div></body></html>")


@pytest.mark.parametrize(
    "markup", ["<!-- -->", "<html>", "<html></html>", "<?xml version='1.0' encoding='x'?><html/>"]
)
def test_next_to_nothing_is_one_clear_error(markup: str) -> None:
    with pytest.raises((EmptyInput, NotText), match=r"page\.html: "):
        one(markup)


def test_a_day_only_guessed_is_marked_as_a_guess() -> None:
    markup = PAGE.replace("article:published_time", "other")
    report = one(
        markup.replace("</h1>", "</h1><p class='entry-date'>Written on 4 December 2016 by a friend</p>")
    )
    assert (report.published, report.published_rule) == (dt.date(2016, 12, 4), "guess: htmldate on the page")
