"""Rows of ACLED's and Airwars' tables become accounts of a data set: attributed, cited, never the truth."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.collect import collect
from dateline.errors import NotText
from dateline.model import FigureStatus, OriginKind, Report
from dateline.read import reader
from dateline.spans import astray

NOW = dt.datetime(2024, 3, 10, tzinfo=dt.UTC)
ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,"
    "latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n"
    "SYR1,2016-12-04,1,Explosions/Remote violence,Air/drone strike,Air Force,Civilians,Syria,Idleb,"
    'Kafr Nobol,35.6147,36.5614,1,"Rescue Log; Wire","Aircraft hit\na market, it was said.",21,1573689600\n'
    "SYR2,2016-12-04,2,Battles,Armed clash,Rebels,Army,Syria,Aleppo,Aleppo,36.2,37.16,2,,None.,0,1573689600\n"
    ",2016-12-04,1,Battles,Armed clash,Rebels,Army,Syria,Aleppo,Aleppo,36.2,37.16,2,Wire,No id.,3,157\n"
    "SYR4,soon,1,Battles,No such type,,,Atlantis,,Nowhere,north,east,9,Wire,,many,x\n"
)
AIRWARS = (
    "\ufeffUnique Reference Code;Incident Date;Country;Town;Latitude;Longitude;Strike type;Belligerent;"
    "Killed min;Killed max;Injured min;Injured max;URL\n"
    "R1;4 December 2016;Syria;Kafranbel;35.61;36.56;Air/drone strike;Air Force;18;26;0;30;https://a.example/1\n"
    "R2;2016-12-05;Syria;Idlib;35.93;36.63;;;;5;;;\n"
)


def found(tmp_path: Path, text: str) -> list[Report]:
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    (one,) = collect([tmp_path / "table.csv"])
    return [reader.read(report) for report in one.reports]


def test_a_row_is_read_by_its_columns_and_every_span_holds_its_characters(tmp_path: Path) -> None:
    rows = found(tmp_path, ACLED) + found(tmp_path, AIRWARS)
    assert [(one.source, one.key) for one in rows] == [
        ("ACLED", "SYR1"), ("ACLED", "SYR2"), ("ACLED", "SYR4"), ("Airwars", "R1"), ("Airwars", "R2"),
    ]  # fmt: skip
    assert [list(astray(one)) for one in rows] == [[]] * 5 and not any(one.failures for one in rows)
    first = rows[0]
    (figure,), (event,), (place,), (period,) = first.figures, first.events, first.places, first.periods
    assert (figure.text, figure.low, figure.high, figure.status) == ("21", 21, 21, FigureStatus.KILLED)
    assert (event.type, event.trigger.text, event.figures) == (
        "air/drone strike",
        "Air/drone strike",
        ("f1",),
    )
    assert [actor.name for actor in first.actors if actor.id in event.side_a] == ["Air Force"]
    assert place.gazetteer and place.text == "Kafr Nobol" and place.name == "Kafranbel"
    assert (period.first, period.last) == (dt.date(2016, 12, 4), dt.date(2016, 12, 4))
    assert first.published is None, "when a row was changed says nothing of when it was told"
    assert "Aircraft hit a market" in first.text


def test_whom_the_data_set_names_as_its_source_is_the_innermost_voice(tmp_path: Path) -> None:
    first, second, *_ = found(tmp_path, ACLED)
    (said,) = first.statements
    assert said.name == "Rescue Log" and said.speaker and said.speaker.text == "Rescue Log"
    assert first.figures[0].attributed_to == first.events[0].attributed_to == said.id
    assert second.statements == () and second.events[0].attributed_to is None


def test_what_a_column_does_not_give_stays_empty(tmp_path: Path) -> None:
    _, second, odd, airwars, last = found(tmp_path, ACLED) + found(tmp_path, AIRWARS)
    assert second.figures == (), "a 0 stands for none reported as often as for nobody"
    assert second.events[0].side_a == (), "in a battle the order of actors says nothing"
    assert second.periods[0].last == dt.date(2016, 12, 10), "a week either way"
    assert (odd.events, odd.figures, odd.periods) == ((), (), ())
    assert (odd.places[0].lat, odd.places[0].country, odd.places[0].gazetteer) == (None, None, None)
    killed, injured = airwars.figures
    assert (killed.low, killed.high, killed.who, killed.exactness.value) == (18, 26, "civilians", "range")
    assert (injured.low, injured.high) == (0, 30)
    assert [(f.low, f.high, f.text) for f in last.figures] == [(None, 5, "5")] and last.events == ()


def test_a_bad_row_is_told_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(ACLED, encoding="utf-8")
    (one,) = collect([tmp_path / "table.csv"])
    (told,) = one.failures
    assert "table.csv, line 5: has no id" in told.message and len(one.reports) == 3
    (tmp_path / "empty.csv").write_text(ACLED.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(NotText, match="holds no incident"):
        list(collect([tmp_path / "empty.csv"]))


def test_on_a_desk_they_are_accounts_of_a_data_set_beside_the_others(tmp_path: Path) -> None:
    own = pipeline.init(tmp_path / "desk")
    (tmp_path / "acled.csv").write_text(ACLED.replace('"Rescue Log; Wire"', ""), encoding="utf-8")
    (tmp_path / "airwars.csv").write_text(AIRWARS, encoding="utf-8")
    list(pipeline.add(own, [tmp_path / "acled.csv", tmp_path / "airwars.csv"], now=lambda: NOW))
    list(pipeline.read(own))
    one = next(i for i in pipeline.link(own).incidents if len(i.reports) == 2)
    told = {(a.source, a.origin_kind) for a in one.accounts}
    assert told == {("ACLED", OriginKind.DATASET), ("Airwars", OriginKind.DATASET)}
    assert all(toll.status is not FigureStatus.KILLED or toll.high <= 26 for toll in one.tolls), (
        "not added up"
    )
    killed = next(a for toll in one.tolls for a in toll.accounts if a.source == "ACLED")
    assert killed.citation.text == "fatalities: 21"


def test_two_rows_of_one_data_set_are_never_one_incident(tmp_path: Path) -> None:
    own = pipeline.init(tmp_path / "desk")
    lines = ACLED.splitlines()
    again = lines[1:3] + [line.replace("SYR1", "SYR9") for line in lines[1:3]]
    (tmp_path / "acled.csv").write_text("\n".join([lines[0], *again]) + "\n", encoding="utf-8")
    list(pipeline.add(own, [tmp_path / "acled.csv"], now=lambda: NOW))
    list(pipeline.read(own))
    assert [len(one.reports) for one in pipeline.link(own).incidents] == [1, 1]
