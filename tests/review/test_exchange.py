"""Comments go out as files and come back; a stranger's export comes in as plain text."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.errors import NotText
from dateline.model import Remark, RemarkChange, RemarkState
from dateline.review import exchange

NOW = dt.datetime(2016, 12, 6, 9, tzinfo=dt.UTC)
DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
  <thread dsq:id="1"><id>old-17</id><link>https://old.example/briefs/2016-12-04/</link><title>T</title></thread>
  <thread dsq:id="2"><id>elsewhere</id><link>https://old.example/about/</link><title>T</title></thread>
  <post dsq:id="12"><id/><message><![CDATA[<p>An <b>answer</b>.</p><script>alert(1)</script>]]></message>
    <createdAt>2016-12-05T10:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><name>Bea</name></author><thread dsq:id="1"/><parent dsq:id="11"/></post>
  <post dsq:id="11"><id/><message><![CDATA[<p>One<br/>two</p><p>Three &amp; four</p>]]></message>
    <createdAt>2016-12-05T09:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><name>Ali</name></author><thread dsq:id="1"/></post>
  <post dsq:id="13"><id/><message><![CDATA[<p>Buy!</p>]]></message>
    <createdAt>2016-12-05T11:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>true</isSpam>
    <author><name>X</name></author><thread dsq:id="1"/></post>
  <post dsq:id="14"><id/><message><![CDATA[<p>On another page.</p>]]></message>
    <createdAt>2016-12-05T11:00:00Z</createdAt><author><name>X</name></author><thread dsq:id="2"/></post>
</disqus>"""


def test_disqus_xml_comes_in_as_plain_text_under_the_page_it_stood_on() -> None:
    one, answer, spam = exchange.read(DISQUS.encode())
    assert (one.origin, one.thread, one.parent, one.name) == ("disqus:11", "brief:2016-12-04", None, "Ali")
    assert one.text == "One\ntwo\n\nThree & four"
    assert (answer.parent, answer.text.split("\n")[0]) == ("disqus:11", "An answer.")
    assert "<" not in answer.text
    assert spam.removed


def test_an_answer_follows_what_it_answers_and_a_ring_is_cut() -> None:
    ring = DISQUS.replace(
        '<thread dsq:id="1"/></post>\n  <post dsq:id="13">',
        '<thread dsq:id="1"/><parent dsq:id="12"/></post>\n  <post dsq:id="13">',
    )
    found = exchange.read(ring.encode())
    seen: set[str] = set()
    for one in found:
        assert one.parent is None or one.parent in seen
        seen.add(one.origin)
    assert len(found) == 3


def remark(id_: int, **fields: object) -> Remark:
    values = {"thread": "brief:2016-12-04", "name": "Ali", "text": "A\n\nB <b>", "at": NOW,
              "state": RemarkState.PUBLISHED, "number": str(id_)}  # fmt: skip
    return Remark.model_validate({**values, "id": id_, **fields})


@pytest.mark.parametrize("kind", ["json", "disqus"])
def test_what_goes_out_comes_back(kind: str) -> None:
    told = [
        remark(1),
        remark(2, parent=1, number="1.1"),
        remark(3, state=RemarkState.REMOVED, reason="Spam."),
    ]
    changes = {1: [RemarkChange(remark=1, state=RemarkState.PUBLISHED, who="ann", when=NOW)]}
    data = (
        exchange.dump_json(told, changes).encode()
        if kind == "json"
        else exchange.dump_disqus(told, "https://a.example/")
    )
    found = exchange.read(data)
    assert [(one.thread, one.name, one.text, one.at) for one in found] == [
        (one.thread, one.name, one.text, one.at) for one in told
    ]
    assert [one.parent is not None for one in found] == [False, True, False]
    assert [one.removed for one in found] == [False, False, True]


def test_held_and_hidden_comments_do_not_go_out_to_other_programs() -> None:
    told = [remark(1, state=RemarkState.HELD), remark(2, state=RemarkState.HIDDEN)]
    assert exchange.read(exchange.dump_disqus(told, "https://a.example/")) == []


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"<a>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_no_file_of_comments_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(NotText):
        exchange.read(data)
