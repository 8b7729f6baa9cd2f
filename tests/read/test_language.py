"""The language is named when the text is long enough to tell, and never otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rescuers reached the village two days after the bridge had collapsed.", "en"),
        ("RESCUERS REACHED THE VILLAGE TWO DAYS AFTER THE BRIDGE HAD COLLAPSED.", "en"),
        ("Die Rettungskräfte erreichten das Dorf zwei Tage nach dem Einsturz der Brücke.", "de"),
        ("وصل رجال الإنقاذ إلى القرية بعد يومين من انهيار الجسر على النهر", "ar"),
        ("Рятувальники дісталися села через два дні після обвалу мосту через річку.", "uk"),
    ],
)
def test_names_the_language_of_a_sentence(text: str, code: str) -> None:
    assert language.detect(text) == code


@pytest.mark.parametrize("text", ["", "  \n ", "51", "Kharkiv", "12.30 - 14.00, 17/3", "@desk #news 2016"])
def test_a_text_too_short_to_tell_has_no_language(text: str) -> None:
    assert language.detect(text) is None


def test_addresses_do_not_vote() -> None:
    address = (
        "https://beispiel.example/nachrichten/die-rettungskraefte-erreichten-das-dorf-nach-dem-einsturz "
    )
    assert language.detect(address * 5) is None
    assert language.detect(address * 5 + "Rescuers reached the village on Sunday morning.") == "en"


def test_words_in_no_language_are_not_named() -> None:
    assert language.detect("xq zzrt wvwv kkpq plmq rrtz bvcx qwpo zzlk mnbq") is None


def test_nothing_is_written_or_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    language._detector.cache_clear()
    language.detect("Rescuers reached the village two days after the bridge had collapsed.")
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
