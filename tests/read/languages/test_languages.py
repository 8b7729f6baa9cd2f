"""Reports in Arabic, Ukrainian and Russian: what the tables cover is read, the rest is told to be unread."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.soundness import faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import NoteKind, Report
from dateline.read import languages
from factory import read

SAMPLE = Path(__file__).parents[3] / "samples" / "aleppo-december-2016"


def places(report: Report) -> list[str | None]:
    return [place.name for place in report.places]


def dates(report: Report) -> list[str | None]:
    return [period.edtf for period in report.periods]


def counted(report: Report) -> list[tuple[str, float | None, str | None]]:
    return [(figure.status.value, figure.low, figure.who) for figure in report.figures]


# -- Arabic -----------------------------------------------------------------------


def test_an_arabic_report_gives_its_places_day_and_counts() -> None:
    found = read(
        "قال مسعفون إن 14 شخصاً قتلوا يوم السبت في غارة على بلدة سراقب في ريف إدلب الشرقي، بينهم ثلاث نساء.",
        language="ar",
    )
    assert places(found) == ["Saraqib", "Idlib"]
    assert found.places[1].modifier == "eastern countryside"
    assert dates(found) == ["2016-12-03"]
    assert counted(found) == [("killed", 14, None), ("killed", 3, "women")]
    assert found.figures[1].part_of == found.figures[0].id
    assert found.figures[0].places == (found.places[0].id,)


def test_arabic_numbers_are_read_in_digits_and_in_words() -> None:
    found = read("مقتل ٢٣ مدنياً وإصابة خمسة وأربعين آخرين. وقتل طفلان. وسقط مئة وعشرون جريحاً", language="ar")
    assert counted(found) == [
        ("killed", 23, "civilians"),
        ("injured", 45, None),
        ("killed", 2, "children"),
        ("injured", 120, None),
    ]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("في 3 كانون الأول 2016", "2016-12-03"),
        ("في ٣ ديسمبر", "2016-12-03"),
        ("في 3 كانون الأول/ديسمبر 2016", "2016-12-03"),
        ("في شباط 2017", "2017-02"),
        ("صباح الجمعة", "2016-12-02"),
        ("يوم الاثنين المقبل", "2016-12-05"),
        ("عام 2012", "2012"),
        ("قصفت أمس", "2016-12-03"),
    ],
)
def test_arabic_dates(words: str, edtf: str) -> None:
    assert dates(read(f"وقع القصف {words}", language="ar")) == [edtf]


@pytest.mark.parametrize("words", ["الأحد الذي جاء", "في اليوم التالي", "في 30 شباط 2016"])
def test_what_only_looks_like_an_arabic_date_is_left(words: str) -> None:
    assert dates(read(f"وقع القصف {words}", language="ar")) == []


def test_an_arabic_name_may_be_written_as_one_with_its_particle() -> None:
    found = read("اشتباكات في مدينة حلب وحماة. وصل المصابون لحماة وبحلب مشافٍ", language="ar")
    assert [place.text for place in found.places] == ["حلب", "حماة", "حماة", "حلب"]


def test_an_everyday_arabic_word_is_no_place_without_an_announcement() -> None:
    assert places(read("حلب الفلاح البقرة وشرب الباب", language="ar")) == []


def test_vowel_signs_and_stretched_letters_do_not_hide_a_word() -> None:
    found = read("قُتِلَ ٧ مدنيّين في مدينة حـــلب", language="ar")
    assert counted(found) == [("killed", 7, "civilians")]
    assert [place.text for place in found.places] == ["حـــلب"]


def test_the_arabic_report_of_the_sample_is_read() -> None:
    path = next(SAMPLE.glob("*arabic.txt"))
    found = read(path.read_text(encoding="utf-8").split("\n\n", 1)[1])
    assert found.language == "ar"
    assert [place.text for place in found.places] == ["كفرنبل", "كفرنبل", "إدلب", "معرة النعمان"]
    assert dates(found) == ["2016-12-04"]
    assert counted(found) == [("killed", 22, None), ("killed", 22, None), ("killed", 4, "children")]
    assert (found.figures[1].repeats, found.figures[2].part_of) == ("f1", "f2")


# -- Ukrainian and Russian --------------------------------------------------------


def test_a_ukrainian_report_gives_its_places_day_and_counts() -> None:
    found = read(
        "Щонайменше 16 людей загинули внаслідок удару по Одесі в суботу, ще двадцять троє поранено.",
        language="uk",
    )
    assert places(found) == ["Odesa"]
    assert dates(found) == ["2016-12-03"]
    assert [(f.status.value, f.low, f.exactness.value) for f in found.figures] == [
        ("killed", 16, "at least"),
        ("injured", 23, "exact"),
    ]


def test_a_russian_report_gives_its_places_day_and_counts() -> None:
    found = read(
        "1 200 человек ранены и пятеро погибли в городе Херсоне 2 декабря, в том числе двое детей.",
        language="ru",
    )
    assert places(found) == ["Kherson"]
    assert dates(found) == ["2016-12-02"]
    assert counted(found) == [("injured", 1200, None), ("killed", 5, None), ("killed", 2, "children")]
    assert found.figures[2].part_of == found.figures[1].id


def test_a_town_is_told_from_its_namesakes_by_the_region_behind_it() -> None:
    found = read("Вибух у Бахмуті Донецької області стався 5 травня 2016 року.", language="uk")
    assert [(place.name, place.kind) for place in found.places] == [
        ("Bakhmut", "settlement"),
        ("Donetsk", "admin1"),
    ]
    assert dates(found) == ["2016-05-05"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Пожежа в Києві.", "Kyiv"),
        ("Пожежа в Маріуполі.", "Mariupol"),
        ("Пожежа у Полтаві.", "Poltava"),
        ("Колона йшла до Запоріжжя.", "Zaporizhzhya"),
        ("Президент Сирії прибув.", "Syria"),
    ],
)
def test_a_name_is_known_in_its_cases(text: str, name: str) -> None:
    assert places(read(text, language="uk")) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Президент прийняв у Володимира Коваля документи.",  # a person
        "Не загинули 3 людини.",
        "Якщо загинуть 3 людини, буде траур.",
        "12-річний хлопець загинув.",
        "Загинули 3 корови.",
        "Загинули у 2014 році.",
        "На складі 30 людей чекали допомоги.",
    ],
)
def test_what_the_tables_do_not_cover_is_left(text: str) -> None:
    found = read(text, language="uk")
    assert (found.places, found.figures) == ((), ())


def test_two_fates_in_one_number_are_left() -> None:
    assert read("مقتل وإصابة 30 شخصاً في حلب", language="ar").figures == ()


# -- what is told of the rest -----------------------------------------------------


def test_what_is_left_unread_is_told() -> None:
    (note,) = read("Погибли 3 человека в Москве.", language="ru").notes
    assert (note.step, note.kind) == ("languages", NoteKind.LANGUAGE)
    assert note.message.startswith("Russian: only places, dates")


def test_a_language_without_a_table_is_named_and_left() -> None:
    found = read("Une explosion a tué trois personnes à Paris hier soir, selon la police française.")
    assert found.language == "fr"
    assert not (found.places or found.figures or found.periods or found.statements)
    assert found.zones
    assert "language fr: nothing is read" in found.notes[0].message


def test_english_has_no_such_note() -> None:
    assert read("Three people died in Homs on Sunday.").notes == ()


def test_without_a_publication_day_a_weekday_stays_open() -> None:
    (period,) = read("Взрыв в воскресенье.", language="ru", published=None).periods
    assert (period.text, period.edtf) == ("воскресенье", None)


WORDS = (
    "مقتل وإصابة ٢٢ شخصاً وعشرين ثلاثة في بلدة حلب وحماة بينهم طفلان ، . يوم الأحد كانون الأول 2016 "
    "загинули 12 людей двоє у Харкові Донецької області погибли ранены и не менее тысяч в Москве 3 декабря"
)
PIECES = [*WORDS.split(), "\u200f", "\u0640", "\u00ad", "\n\n"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=30),
    st.sampled_from(["", " "]),
    st.sampled_from(["ar", "uk", "ru"]),
)
def test_any_mixture_gives_a_sound_report(pieces: list[str], joint: str, code: str) -> None:
    found = read(joint.join(pieces), language=code)
    assert faults(found) == []
    assert found.notes[-1] == languages.limit(code)
