"""Tables and exports become reports; a bad row costs itself."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dateline.collect.base import Collected, Collector, InputFile
from dateline.collect.rows import Csv, Json, JsonLines
from dateline.errors import EmptyInput, InputError, NotText

ROW = {
    "doc_id": 7,
    "title": "Convoy",
    "published": "2016-12-04T10:00:00Z",
    "source": "Harbour Post",
    "text": "It\r\nwas full.",
}


def one(collector: Collector, text: str) -> Collected:
    """Return what a file with ``text`` holds."""
    (found,) = collector.collect(InputFile("rows", data=text.encode()))
    return found


def test_the_input_s_own_id_comes_back_as_key() -> None:
    (report,) = one(JsonLines(), json.dumps(ROW)).reports
    assert (report.key, report.title, report.source, report.text) == (
        "7",
        "Convoy",
        "Harbour Post",
        "It\r\nwas full.",
    )
    assert (report.published, report.resource) == (dt.date(2016, 12, 4), "rows#7")
    assert report.published_at == dt.datetime(2016, 12, 4, 10, tzinfo=dt.UTC)


def test_a_bad_line_costs_itself_and_is_named() -> None:
    good = json.dumps(ROW)
    found = one(JsonLines(), f"{good}\n{good[:-9]}\n[1]\n\n{{}}\n{good}\n")
    assert len(found.reports) == 2
    assert [f.message.split(":")[0] for f in found.failures] == [
        "rows, line 2",
        "rows, line 3",
        "rows, line 5",
    ]


@pytest.mark.parametrize("value", [[ROW, ROW], {"articles": [ROW, ROW], "count": 2}, {"data": [ROW, ROW]}])
def test_json_lists_are_found_where_exports_put_them(value: object) -> None:
    assert len(one(Json(), json.dumps(value)).reports) == 2


def test_one_json_object_is_one_report() -> None:
    assert one(Json(), json.dumps(ROW)).reports[0].key == "7"


def test_json_that_breaks_off_keeps_its_whole_objects() -> None:
    found = one(Json(), json.dumps([ROW, ROW, ROW])[:-30])
    assert (len(found.reports), len(found.failures)) == (2, 1)


def test_csv_headers_have_aliases_and_fields_have_line_breaks() -> None:
    header = "ID;Headline;Date;Outlet;Body;Lang"
    text = f'{header}\n1;Convoy;04.12.2016;Post;"It was full.\nVery ""full""; yes.";en-GB\n2;;;;;\n'
    found = one(Csv(), text)
    (report,) = found.reports
    assert (report.key, report.title, report.source, report.language) == ("1", "Convoy", "Post", "en")
    assert report.text == 'It was full.\nVery "full"; yes.'
    assert [f.error for f in report.failures] == ["UnusableDate"]
    assert "line 4" in found.failures[0].message


def test_a_table_without_a_text_column_says_what_to_do() -> None:
    with pytest.raises(NotText, match="name the field text, body or content"):
        one(Csv(), "a,b\n1,2\n")


@pytest.mark.parametrize("collector", [JsonLines(), Json(), Csv()])
@pytest.mark.parametrize("text", ["{", "[", '"', "a", "[[[[", "{}", "[]", "null", "\x01"])
def test_nonsense_is_one_clear_error(collector: Collector, text: str) -> None:
    with pytest.raises(InputError, match="rows"):
        one(collector, text)


def test_nothing_is_an_empty_input() -> None:
    with pytest.raises(EmptyInput):
        one(JsonLines(), "  \n ")


def test_deep_nesting_is_a_bad_row_not_a_crash() -> None:
    deep = '{"text": ' + "[" * 100_000
    found = one(JsonLines(), f"{deep}\n{json.dumps(ROW)}")
    assert (len(found.reports), len(found.failures)) == (1, 1)


def test_half_a_surrogate_pair_is_replaced_and_told() -> None:
    (report,) = one(JsonLines(), '{"text": "A convoy \\ud83d came."}').reports
    assert report.text == "A convoy \ufffd came."
    assert [f.error for f in report.failures] == ["DamagedEncoding"]
