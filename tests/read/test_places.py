"""Place names are found, told from people and bodies, and settled with a reason."""

from dateline.model import Place
from dateline.read import places
from factory import page


def found(text: str) -> dict[str, Place]:
    return {mention.record.text: mention.record for mention in places.find(page(text))}


def test_a_city_has_coordinates_and_a_reason() -> None:
    place = found("Shells fell on Aleppo overnight.")["Aleppo"]
    assert (round(place.lat or 0), round(place.lon or 0)) == (36, 37)
    assert place.gazetteer == "geonames:170063"
    assert place.precision == 1
    assert place.rule


def test_a_province_is_a_region_not_a_dot() -> None:
    place = found("Jets bombed three villages in Idlib Province.")["Idlib Province"]
    assert place.kind == "admin1"
    assert place.precision == 3


def test_a_direction_is_kept_and_lowers_the_precision() -> None:
    place = found("Civilians fled eastern Aleppo on foot.")["Aleppo"]
    assert place.modifier == "eastern"
    assert place.precision == 2


def test_a_quarter_of_the_supplement_is_found() -> None:
    place = found("Fighters raided a warehouse in the Kalaseh neighborhood of Aleppo.")["Kalaseh"]
    assert place.kind == "quarter"
    assert place.country == "SY"


def test_a_title_or_a_given_name_makes_a_person() -> None:
    assert not found("Mr. Houston met Michael Jackson.")


def test_containment_settles_a_namesake() -> None:
    assert found("The fire began in Springfield, Ill., at noon.")["Springfield"].admin1 == "Illinois"
    assert found("The fire began in Springfield, Massachusetts.")["Springfield"].admin1 == "Massachusetts"


def test_a_word_for_a_people_is_no_place_of_an_event() -> None:
    place = found("Turkish soldiers crossed the border.")["Turkish"]
    assert (place.kind, place.country) == ("demonym", "TR")


def test_offsets_are_true_to_the_text() -> None:
    text = "Heavy rain hit Paris.\n\nIn the village of al-Bab, near Aleppo, a school was hit."
    for mention in places.find(page(text)):
        record = mention.record
        assert text[record.start : record.end] == record.text


def test_nothing_is_found_in_nothing() -> None:
    assert found("it rained. nobody came.") == {}
