"""What networks and services export becomes reports, one a post, with the marks beside them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect import collect, exports
from dateline.collect.base import Collected, InputFile
from dateline.collect.exports import Exports
from dateline.collect.files import choose
from dateline.errors import InputError, NotText
from dateline.model import Marks, Report, ZoneKind
from factory import read


def one(value: Any, cut: int | None = None) -> Collected:
    """Return what an export holds; ``cut`` leaves out that many characters of its end."""
    text = value if isinstance(value, str) else json.dumps(value)
    item = InputFile("export.json", data=text[: len(text) - (cut or 0)].encode())
    (found,) = choose(item).collect(item)
    return found


def marks(found: Collected) -> tuple[Marks, ...]:
    """Return what the network says beside the words, of the reports that have any."""
    return tuple(report.marks for report in found.reports if report.marks)


def zones(report: Report) -> list[tuple[ZoneKind, str]]:
    return [(zone.kind, report.text[zone.start : zone.end]) for zone in report.zones]


# -- Telegram ------------------------------------------------------------------------------

CHANNEL: dict[str, Any] = {
    "name": "Harbour watch", "type": "public_channel", "id": 1234567890,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-03-09T11:00:00", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2024-03-09T12:00:00", "date_unixtime": "1709982000",
         "from": "Harbour watch", "from_id": "channel1234567890", "author": "Mira",
         "text": ["Two ships ", {"type": "bold", "text": "burn"}, " at ",
                  {"type": "hashtag", "text": "#port"}, "."],
         "photo": "photos/photo_1.jpg"},
        {"id": 3, "type": "message", "date": "2024-03-09T12:30:00", "from": "Harbour watch",
         "edited": "2024-03-09T12:40:00", "edited_unixtime": "1709984400", "forwarded_from": "Ferry news",
         "reply_to_message_id": 2, "text": "The ferry is full.",
         "file": "(File not included. Change settings.)"},
        {"id": 4, "type": "message", "date": "2024-03-09T12:50:00", "from": "Harbour watch", "text": "",
         "media_type": "sticker"},
    ],
}  # fmt: skip


def test_a_telegram_message_is_a_report() -> None:
    found = one(CHANNEL)
    first, second = found.reports
    assert first.text == "Two ships burn at #port."
    assert (first.source, first.author, first.key) == ("Harbour watch", "Mira", "2")
    assert first.url == first.resource == "https://t.me/c/1234567890/2"
    assert first.published_at == dt.datetime(2024, 3, 9, 11, tzinfo=dt.UTC)
    assert (second.source, second.author) == ("Harbour watch", "Ferry news"), "its words are another's"
    assert (second.published, second.published_at) == (dt.date(2024, 3, 9), None)
    assert "zone of who exported it" in (second.published_rule or "")


def test_telegram_marks_stand_beside_the_words() -> None:
    found = one(CHANNEL)
    assert marks(found) == (
        Marks(hashtags=("#port",), media=("photos/photo_1.jpg",)),
        Marks(in_reply_to="https://t.me/c/1234567890/2", forwarded_from="Ferry news", edited="1709984400"),
    )


def test_what_is_no_telegram_message_is_told_once_a_reason() -> None:
    messages = [failure.message for failure in one(CHANNEL).failures]
    assert len(messages) == 2
    assert "1 item was left out: no message, but a note of the service" in messages[0]
    assert "1 item was left out: without words" in messages[1]


def test_all_chats_of_a_telegram_account_are_read() -> None:
    private = {**CHANNEL, "type": "personal_chat", "id": 5}
    found = one({"about": "x", "chats": {"about": "y", "list": [CHANNEL, private]}})
    assert len(found.reports) == 4
    assert found.reports[2].url is None and found.reports[2].resource == "export.json#2"


# -- Mastodon ------------------------------------------------------------------------------

ACCOUNT = {"acct": "mira", "username": "mira", "display_name": "Mira", "url": "https://post.example/@mira"}
OTHER = {"acct": "jon@sea.example", "display_name": "", "url": "https://sea.example/@jon"}


def status(number: int, **held: Any) -> dict[str, Any]:
    return {
        "id": str(number), "uri": f"https://post.example/users/mira/statuses/{number}", "account": ACCOUNT,
        "url": f"https://post.example/@mira/{number}", "created_at": "2024-03-09T12:00:00.000Z",
        "content": "<p>Two ships &amp; a ferry burn.<br>More soon.</p><p>#port</p>", "language": "en",
        "spoiler_text": "", "in_reply_to_id": None, "reblog": None, "edited_at": None,
        "media_attachments": [],
        **held,
    }  # fmt: skip


def test_a_mastodon_status_is_a_report() -> None:
    (report,) = one([status(1)]).reports
    assert report.text == "Two ships & a ferry burn.\nMore soon.\n\n#port"
    assert (report.source, report.author, report.language) == ("@mira@post.example", "Mira", "en")
    assert report.published_at == dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
    assert report.resource == "https://post.example/@mira/1"


def test_a_warning_and_descriptions_of_pictures_are_words_too() -> None:
    media = [{"url": "https://post.example/1.jpg", "description": "Smoke over\nthe harbour"}, {"url": None}]
    found = one([status(1, spoiler_text="War", media_attachments=media)])
    assert zones(found.reports[0])[0] == (ZoneKind.BODY, "War")
    assert zones(found.reports[0])[-1] == (ZoneKind.CAPTION, "Smoke over the harbour")
    assert marks(found)[0].media == ("https://post.example/1.jpg",)


def test_a_boost_is_the_status_of_another_published_again() -> None:
    boosted = status(7, account=OTHER, url="https://sea.example/@jon/7", created_at="2024-03-08T01:00:00Z")
    boost = status(8, reblog=boosted, content="", created_at="2024-03-09T12:00:00Z")
    found = one([boost])
    (report,) = found.reports
    assert (report.author, report.source) == ("@jon@sea.example", "@mira@post.example")
    assert report.published == dt.date(2024, 3, 8), "words like 'today' mean the day they were written"
    assert report.url == "https://sea.example/@jon/7" and report.resource == boost["uri"]
    assert marks(found)[0].forwarded_from == "@jon@sea.example"


def test_a_reply_names_what_it_answers() -> None:
    found = one({"statuses": [status(1), status(2, in_reply_to_id="1", edited_at="2024-03-09T13:00:00Z"),
                              status(3, in_reply_to_id="99")]})  # fmt: skip
    assert [(m.in_reply_to, m.edited) for m in marks(found) if m.in_reply_to] == [
        ("https://post.example/@mira/1", "2024-03-09T13:00:00Z"),
        ("99", None),
    ]


# -- Bluesky -------------------------------------------------------------------------------


def item(key: str, **held: Any) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "text": "Two ships burn.",
              "createdAt": "2024-03-09T12:00:00.000Z", "langs": ["en"], **held.pop("record", {})}  # fmt: skip
    author = {"did": "did:plc:abc", "handle": "mira.example", "displayName": "Mira"}
    post = {"uri": f"at://did:plc:abc/app.bsky.feed.post/{key}", "cid": "c", "author": author,
            "record": record, "indexedAt": "2024-03-09T12:00:01Z", **held.pop("post", {})}  # fmt: skip
    return {"post": post, **held}


def test_a_bluesky_post_is_a_report() -> None:
    (report,) = one({"feed": [item("3k1")], "cursor": "x"}).reports
    assert (report.text, report.source, report.author) == ("Two ships burn.", "@mira.example", "Mira")
    assert report.url == "https://bsky.app/profile/mira.example/post/3k1"
    assert report.published_at == dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)


def test_what_a_post_shows_of_others_is_not_its_own_word() -> None:
    quoted = {"$type": "app.bsky.embed.record#viewRecord", "author": {"handle": "jon.example"},
              "value": {"text": "At least 90 people were killed."}}  # fmt: skip
    pictures = {
        "$type": "app.bsky.embed.images#view",
        "images": [{"fullsize": "https://a.example/1", "alt": "Smoke"}],
    }
    embed = {"$type": "app.bsky.embed.recordWithMedia#view", "record": {"record": quoted}, "media": pictures}
    found = one({"feed": [item("3k1", post={"embed": embed})]})
    (report,) = found.reports
    assert zones(report) == [
        (ZoneKind.BODY, "Two ships burn."),
        (ZoneKind.CAPTION, "Smoke"),
        (ZoneKind.EMBED, "At least 90 people were killed."),
    ]
    assert marks(found)[0].media == ("https://a.example/1",)
    assert read(report.text, zones=report.zones).figures == read("Two ships burn.").figures


def test_a_repost_and_a_reply_are_marked() -> None:
    again = {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"handle": "sea.example"}}
    parent = {"reply": {"parent": {"uri": "at://did:plc:xyz/app.bsky.feed.post/9"}}}
    found = one({"feed": [item("3k1", reason=again), item("3k2", record=parent), "odd"]})
    assert [report.source for report in found.reports] == ["@sea.example", "@mira.example"]
    assert marks(found)[0].forwarded_from == "@mira.example"
    assert marks(found)[1].in_reply_to == "https://bsky.app/profile/did:plc:xyz/post/9"


# -- services ------------------------------------------------------------------------------

RELIEF = {
    "href": "https://api.reliefweb.int/v2/reports?appname=x", "count": 2, "totalCount": 2,
    "data": [
        {"id": "41", "score": 1, "href": "https://api.reliefweb.int/v2/reports/41", "fields": {
            "id": 41, "title": "Situation report 7", "body": "Md **text**",
            "body-html": "<p>Water is <b>short</b>.</p>",
            "url": "https://reliefweb.int/node/41", "url_alias": "https://reliefweb.int/report/x/situation-7",
            "date": {"original": "2024-03-08T00:00:00+00:00", "created": "2024-03-09T10:00:00+00:00"},
            "source": [{"name": "Water Aid Office", "shortname": "WAO"}, {"name": "Second Office"}],
            "language": [{"code": "en", "name": "English"}], "file": [{"url": "https://reliefweb.int/a.pdf"}]}},
        {"id": "42", "fields": {"title": "Map of wells", "date": {"created": "2024-03-09T10:00:00+00:00"}}},
    ],
}  # fmt: skip


def test_a_reliefweb_report_keeps_its_publisher_and_day() -> None:
    found = one(RELIEF)
    first, second = found.reports
    assert (first.text, first.title) == ("Water is short.", "Situation report 7")
    assert first.source == "Water Aid Office, Second Office"
    assert first.url == "https://reliefweb.int/report/x/situation-7"
    assert (first.published, first.published_rule) == (dt.date(2024, 3, 8), "date.original of the service")
    assert marks(found)[0].media == ("https://reliefweb.int/a.pdf",)
    assert second.text == "Map of wells" and [f.error for f in second.failures] == ["TitleOnly"]


def test_a_gdelt_article_is_a_title_and_says_so() -> None:
    article = {"url": "https://port.example/1", "url_mobile": "", "title": "Ships burn in port",
               "domain": "port.example", "seendate": "20240309T121500Z", "socialimage": "",
               "language": "Ukrainian", "sourcecountry": "Ukraine"}  # fmt: skip
    (report,) = one({"articles": [article]}).reports
    assert (report.text, report.source, report.language) == ("Ships burn in port", "port.example", "uk")
    assert report.published_at == dt.datetime(2024, 3, 9, 12, 15, tzinfo=dt.UTC)
    assert "first seen" in (report.published_rule or "")
    assert "only the title is known" in report.failures[0].message


PETITION = {
    "type": "petition", "id": 700001,
    "attributes": {
        "action": "Keep the ferry running", "background": "The island needs it.", "additional_details": "",
        "state": "open", "signature_count": 104512, "created_at": "2024-01-01T10:00:00.000Z",
        "updated_at": "2024-03-09T12:00:00.000Z", "response_threshold_reached_at": "2024-02-01T08:00:00.000Z",
        "debate_threshold_reached_at": "2024-03-09T11:00:00.000Z", "scheduled_debate_date": None,
        "creator_name": "M. Sailor", "departments": [{"acronym": "DfT", "name": "Department for Transport"}],
        "government_response": {"responded_on": "2024-02-20", "summary": "The ferry stays.",
            "details": "It will run until autumn.", "created_at": "2024-02-20T15:00:00.000Z",
            "updated_at": None},
        "signatures_by_country": [{"name": "France", "code": "FR", "signature_count": 12}],
    },
}  # fmt: skip
LINKS = {"self": "https://petition.parliament.uk/petitions/700001.json"}


def test_a_petition_says_how_many_signed_when_it_was_asked() -> None:
    petition, answer = one({"links": LINKS, "data": PETITION}).reports
    assert petition.url == "https://petition.parliament.uk/petitions/700001"
    assert petition.published_at == dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
    assert petition.text.startswith("Keep the ferry running\n\nThe island needs it.\n\n104512 signatures\n\n")
    assert "Debate threshold reached: 2024-03-09T11:00:00.000Z" in petition.text
    assert (answer.text, answer.source) == (
        "The ferry stays.\n\nIt will run until autumn.",
        "Department for Transport",
    )
    assert answer.published == dt.date(2024, 2, 20) and answer.resource != petition.resource


def test_the_count_of_a_petition_is_a_figure_and_nothing_else_is() -> None:
    petition = one({"links": LINKS, "data": PETITION}).reports[0]
    figures = read(petition.text, published=petition.published, zones=petition.zones).figures
    assert [(f.status.value, f.low, f.text) for f in figures] == [("signed", 104512, "104512 signatures")]


def test_a_list_of_petitions_names_each_by_its_own_address() -> None:
    listed = {"type": "petition", "id": 5, "links": {"self": "https://petition.parliament.uk/petitions/5.json"},
              "attributes": {"action": "Paint it", "signature_count": None}}  # fmt: skip
    (report,) = one({"links": LINKS, "data": [listed, None]}).reports
    assert (report.url, report.text) == ("https://petition.parliament.uk/petitions/5", "Paint it")


# -- auto-archiver -------------------------------------------------------------------------

RESULT = {
    "status": "telegram: success",
    "metadata": {"_processed_at": 1709985600.5, "url": "https://t.me/s/1", "title": "Ships",
                 "content": "Two ships burn.", "timestamp": 1709982000.0, "author": "Mira"},
    "media": [{"filename": "kept/1.jpg", "key": "a/1.jpg", "urls": ["https://keep.example/1.jpg"]}],
}  # fmt: skip
PRINTED = (
    "{'_processed_at': datetime.datetime(2024, 3, 9, 12, 0, 1, 5, tzinfo=datetime.timezone.utc), "
    "'url': 'https://t.me/s/1', 'content': 'Two ships burn.\\nMore soon.', "
    "'timestamp': datetime.datetime(2024, 3, 9, 11, 0, tzinfo=datetime.timezone.utc)}"
)


def test_what_auto_archiver_kept_is_a_report() -> None:
    found = one([RESULT, {"status": "no archiver", "metadata": {"url": "https://x.example/"}, "media": []}])
    (report,) = found.reports
    assert (report.text, report.title, report.url) == ("Two ships burn.", "Ships", "https://t.me/s/1")
    assert report.published_at == dt.datetime(2024, 3, 9, 11, tzinfo=dt.UTC)
    assert marks(found)[0].media == ("https://keep.example/1.jpg",)
    assert "1 item was left out: without words" in found.failures[0].message


def test_its_table_holds_what_python_printed() -> None:
    media = (
        "[Media(filename='kept/1.jpg', key='a/1.jpg', urls=['https://keep.example/1.jpg'], properties={})]"
    )
    rows = [
        f'"ok: success","{PRINTED}","{media}"',
        '"ok","__import__(\'os\').system(\'x\')",""',
        '"ok","{","[]"',
    ]
    (found,) = collect_bytes("db.csv", "status,metadata,media\r\n" + "\r\n".join(rows) + "\r\n")
    (report,) = found.reports
    assert report.text == "Two ships burn.\nMore soon."
    assert report.published_at == dt.datetime(2024, 3, 9, 11, tzinfo=dt.UTC)
    assert marks(found)[0].media == ("https://keep.example/1.jpg",)
    assert "2 items were left out: a row whose metadata cannot be read" in found.failures[0].message


def test_its_spreadsheet_is_read_by_the_names_of_its_columns() -> None:
    rows = (
        "\ufeffLink,Notes,Archive status,Folder,Archive location,Upload timestamp,Text content\r\n"
        "https://t.me/s/1,see,telegram: success,x,https://keep.example/1.html,2024-03-09T11:00:00+00:00,"
        '"Two ships\nburn."\r\n'
        "https://t.me/s/2,,no archiver,,,,\r\n,,,,,,\r\n"
    )
    (found,) = collect_bytes("sheet.csv", rows)
    (report,) = found.reports
    assert (report.text, report.url) == ("Two ships\nburn.", "https://t.me/s/1")
    assert report.published_at == dt.datetime(2024, 3, 9, 11, tzinfo=dt.UTC)
    assert marks(found)[0].media == ("https://keep.example/1.html",)
    assert [failure.message.partition(": ")[2] for failure in found.failures] == [
        "1 item was left out: without words (pictures, stickers)",
        "1 item was left out: a row without a link",
    ]


def collect_bytes(name: str, text: str) -> list[Collected]:
    item = InputFile(name, data=text.encode())
    return list(choose(item).collect(item))


# -- X -------------------------------------------------------------------------------------

TWEETS = [
    {"tweet": {"id_str": "11", "full_text": "Two ships &amp; a ferry burn. https://t.co/1", "lang": "en",
               "created_at": "Sat Mar 09 12:00:00 +0000 2024", "in_reply_to_status_id_str": "10",
               "in_reply_to_screen_name": "jon", "entities": {"media": [
                   {"media_url_https": "https://pbs.example/1.jpg"}]}}},
    {"tweet": {"id_str": "12", "full_text": "RT @jon: The ferry is full of", "lang": "und",
               "created_at": "Sat Mar 09 12:01:00 +0000 2024"}},
    {"tweet": {"id_str": "13", "full_text": "A long story of the harbour begins here and… https://t.co/2",
               "created_at": "Sat Mar 09 12:02:00 +0000 2024"}},
    {"tweet": {"id_str": "14"}},
]  # fmt: skip
NOTES = [
    {"noteTweet": {"noteTweetId": "n", "createdAt": "2024-03-09T12:02:00.000Z",
                        "core": {"text": "A long story of the harbour begins here and does not end."}}}
]  # fmt: skip


def archive(folder: Path) -> Path:
    for name, what, value in (
        ("tweets.js", "tweets", TWEETS),
        ("note-tweet.js", "note_tweet", NOTES),
        ("account.js", "account", [{"account": {"username": "mira", "accountId": "1"}}]),
    ):
        (folder / name).write_text(f"window.YTD.{what}.part0 = {json.dumps(value)}")
    return folder / "tweets.js"


def test_an_x_archive_is_its_posts_in_full(tmp_path: Path) -> None:
    (found,) = collect([archive(tmp_path)])
    first, second, third = found.reports
    assert first.text == "Two ships & a ferry burn. https://t.co/1"
    assert (first.source, first.url) == ("@mira", "https://x.com/mira/status/11")
    assert first.published_at == dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
    assert (second.author, second.source, second.language) == ("@jon", "@mira", None)
    assert third.text == "A long story of the harbour begins here and does not end."
    assert marks(found)[0] == Marks(
        in_reply_to="https://x.com/jon/status/10", media=("https://pbs.example/1.jpg",)
    )
    assert marks(found)[1].forwarded_from == "@jon"


def test_the_posts_alone_are_read_without_the_account() -> None:
    (found,) = collect_bytes("tweets.js", f"window.YTD.tweets.part0 = {json.dumps(TWEETS)};")
    assert (found.reports[0].source, found.reports[0].url) == (None, "https://x.com/i/status/11")
    assert found.reports[2].text.startswith("A long story of the harbour begins here and…")


def test_a_part_that_cannot_be_used_costs_only_what_it_would_have_told(tmp_path: Path) -> None:
    archive(tmp_path)
    (tmp_path / "account.js").write_text(" ")
    (tmp_path / "note-tweet.js").write_text("window.YTD.note_tweet.part0 = [{")
    (found,) = collect([tmp_path / "tweets.js"])
    assert (found.reports[0].source, len(found.reports)) == (None, 3)
    assert found.failures[0].error == "EmptyInput" and "account.js beside it" in found.failures[0].message


def test_other_parts_of_an_x_archive_are_named_as_such(tmp_path: Path) -> None:
    archive(tmp_path)
    with pytest.raises(NotText, match=r"which is read with tweets\.js"):
        list(collect([tmp_path / "account.js"]))
    assert sum(len(found.reports) for found in collect([tmp_path])) == 3


# -- what is broken ------------------------------------------------------------------------

ALL = [
    CHANNEL,
    [status(1), status(2)],
    {"feed": [item("1"), item("2")]},
    RELIEF,
    {"links": LINKS, "data": [PETITION]},
]


@pytest.mark.parametrize("value", ALL[:3], ids=["telegram", "mastodon", "bluesky"])
def test_an_export_that_breaks_off_keeps_its_whole_posts(value: Any) -> None:
    whole = len(one(value).reports)
    found = one(value, cut=30)
    assert 1 <= len(found.reports) <= whole
    assert found.failures[0].error == "Truncated" and "breaks off" in found.failures[0].message


@pytest.mark.parametrize(
    "value",
    [
        {"type": "public_channel", "messages": []}, {"feed": [item("1", record={"text": ""})]},
        {"articles": [{"url": "x", "seendate": 5, "title": None}]}, [status(1, content="")],
        {"data": {"attributes": {"action": "", "signature_count": True}}},
    ],
)  # fmt: skip
def test_an_export_without_words_says_so_in_one_line(value: Any) -> None:
    with pytest.raises(NotText, match="without one text") as caught:
        one(value)
    assert "\n" not in str(caught.value)


def test_json_of_no_known_shape_is_a_list_of_reports_as_before() -> None:
    (report,) = one([{"title": "Ships", "text": "Two ships burn.", "account": "mira"}]).reports
    assert report.text == "Two ships burn."


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
KEYS = sorted({"messages", "type", "text", "id", "data", "attributes", "fields", "account", "feed", "status"})


@given(st.data())
def test_any_value_anywhere_in_an_export_is_read_or_refused(data: st.DataObject) -> None:
    """Put something odd in a random place of a good export."""
    value = json.loads(json.dumps(data.draw(st.sampled_from([*ALL, [RESULT]]))))
    odd = data.draw(
        st.recursive(scalars, lambda s: st.lists(s, max_size=2) | st.dictionaries(st.sampled_from(KEYS), s))
    )
    node, steps = value, data.draw(st.integers(0, 6))
    for _ in range(steps):
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(node[key], dict | list) or data.draw(st.booleans()):
            node[key] = odd
            break
        node = node[key]
    try:
        found = one(value)
    except InputError:
        return
    assert all(report.text.strip() for report in found.reports)


@given(st.integers(0, 3000), st.sampled_from(ALL))
def test_an_export_cut_anywhere_is_read_or_refused(cut: int, value: Any) -> None:
    try:
        found = one(value, cut=cut)
    except InputError:
        return
    assert found.reports


@given(
    st.recursive(
        scalars, lambda s: st.lists(s, max_size=4) | st.dictionaries(st.text(max_size=4), s, max_size=4)
    )
)
def test_whole_json_is_whole(value: Any) -> None:
    assert exports.load(json.dumps(value)) == (value, True)


def test_a_lone_backslash_in_a_title_means_itself() -> None:
    text = '{"articles": [{"url": "u", "seendate": "", "title": "A \\d \\"road\\" \\u00e9\n"}]}'
    assert one(text).reports[0].text == 'A \\d "road" é'


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(InputError):
        one("[" * 100_000)
    assert exports.load("[" * 200_000 + "]" * 200_000) == (None, False)
    assert Exports().recognises(b'  {"a": 1}')


def test_tags_and_mentions_are_read_from_the_words_of_a_post() -> None:
    words = "Boats, see @mira and @jon@sea.example: #Port #порт, item #1, mail a@b.example, x.example/#top"
    channel = {**CHANNEL, "messages": [{**CHANNEL["messages"][1], "id": 9, "text": words}]}
    (found,) = marks(one(channel))
    assert found.mentions == ("@mira", "@jon@sea.example")
    assert found.hashtags == ("#Port", "#порт")
