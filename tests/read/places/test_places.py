"""Place names are found, told from people and bodies, and settled with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Place
from dateline.read import places
from factory import page


def found(text: str, **fields: object) -> dict[str, Place]:
    return {mention.record.text: mention.record for mention in places.find(page(text, **fields))}


# -- where it is ------------------------------------------------------------------


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


def test_a_bare_name_of_city_and_province_is_the_city() -> None:
    assert found("The market in Idlib was hit.")["Idlib"].kind == "settlement"


def test_a_unit_abroad_gives_way_to_a_well_known_town_of_its_name() -> None:
    assert found("Police in Savannah said that a shop burned.")["Savannah"].kind == "settlement"


def test_a_unit_that_is_one_city_is_the_city() -> None:
    place = found("Two people were shot in Southeast D.C. on Friday.")["D.C."]
    assert (place.name, place.kind) == ("Washington", "settlement")


def test_a_plural_kind_covers_both_names() -> None:
    seen = found("Villages in Idlib and Hama provinces were shelled.")
    assert seen["Idlib"].kind == seen["Hama"].kind == "admin1"


def test_a_plural_kind_covers_both_names_across_a_direction() -> None:
    seen = found("Jets bombed villages across Idlib and western Aleppo provinces.")
    assert (seen["Idlib"].kind, seen["Idlib"].modifier) == ("admin1", None)
    assert (seen["Aleppo"].kind, seen["Aleppo"].modifier) == ("admin1", "western")


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("Jets pounded the Hama and Homs countryside.", {"Hama": "countryside", "Homs": "countryside"}),
        ("Jets pounded the northern Hama countryside.", {"Hama": "northern countryside"}),
        ("Jets pounded the southern countryside of Hama.", {"Hama": "southern countryside"}),
        ("Fighting reached the suburbs of Damascus.", {"Damascus": "suburbs"}),
        ("Damascus suburbs were quiet.", {"Damascus": "suburbs"}),
    ],
)
def test_the_land_around_a_place_is_not_the_place(text: str, modifiers: dict[str, str]) -> None:
    seen = found(text)
    assert {name: place.modifier for name, place in seen.items()} == modifiers
    assert {place.precision for place in seen.values()} == {2}


def test_towns_of_a_name_are_towns_of_the_unit() -> None:
    assert found("Idlib towns were hit overnight.")["Idlib"].kind == "admin1"
    assert found("Idlib and Hama towns were hit overnight.")["Hama"].kind == "settlement"


def test_shelling_is_of_a_place() -> None:
    assert found("Heavy shelling of Kafr Nabl now")["Kafr Nabl"].admin1 == "Idlib"


def test_a_direction_is_kept_and_lowers_the_precision() -> None:
    place = found("Civilians fled eastern Aleppo on foot.")["Aleppo"]
    assert place.modifier == "eastern"
    assert place.precision == 2


def test_a_place_near_another_is_not_that_place() -> None:
    place = found("The convoy was stopped southwest of Damascus.")["Damascus"]
    assert place.modifier == "southwest of"
    assert place.precision == 2


def test_a_quarter_of_the_supplement_is_found() -> None:
    place = found("Fighters raided a warehouse in the Kalaseh neighborhood of Aleppo.")["Kalaseh"]
    assert place.kind == "quarter"
    assert (place.country, place.admin1) == ("SY", "Aleppo")


def test_a_quarter_nobody_lists_lies_in_the_city_it_is_said_to() -> None:
    place = found("A shell hit a bakery in the Zarbattan neighbourhood of Kharkiv.")["Zarbattan"]
    assert place.name == "Zarbattan"
    assert place.gazetteer is None
    assert place.precision == 2
    assert place.country == "UA"
    assert "inside Kharkiv" in (place.rule or "")


def test_a_village_nobody_lists_stays_without_coordinates() -> None:
    place = found("Troops entered the village of Zarbattan at dawn.")["Zarbattan"]
    assert place.lat is None
    assert place.rule == "no gazetteer lists it"


def test_a_spelling_by_sound_needs_the_country() -> None:
    text = "Civilians were hurt by bombing of a market in Maarat al-Num’an."
    assert found(text + " Jets flew over Syria.")["Maarat al-Num’an"].country == "SY"
    assert "Maarat al-Num’an" not in found(text)


def test_a_street_is_a_place_of_its_own() -> None:
    seen = found("The shop stood on Mulberry Street in Boston.")
    assert seen["Mulberry Street"].kind == "street"
    assert seen["Mulberry Street"].precision == 2


# -- which of several -------------------------------------------------------------


def test_containment_settles_a_namesake() -> None:
    assert found("The fire began in Springfield, Ill., at noon.")["Springfield"].admin1 == "Illinois"
    assert found("The fire began in Springfield, Massachusetts.")["Springfield"].admin1 == "Massachusetts"


def test_one_sense_holds_in_the_whole_report() -> None:
    seen = places.find(page("A fire began in Paris, Texas. Firefighters in Paris fought it."))
    assert {one.record.admin1 for one in seen if one.record.text == "Paris"} == {"Texas"}


def test_the_company_of_other_places_settles_a_namesake() -> None:
    seen = found("Trains stopped in Birmingham. Wolverhampton, Walsall and Dudley were cut off too.")
    assert seen["Birmingham"].country == "GB"
    seen = found("Trains stopped in Birmingham. Tuscaloosa and Hoover, Ala., were cut off too.")
    assert seen["Birmingham"].country == "US"


def test_the_address_of_the_report_speaks_for_its_country() -> None:
    text = "A man from Newcastle was fined."
    assert found(text, url="https://news.example.com.au/1")["Newcastle"].country == "AU"
    assert found(text, url="https://news.example.co.uk/1")["Newcastle"].country == "GB"


def test_candidates_are_kept() -> None:
    place = found("The fire began in Springfield.")["Springfield"]
    assert len(place.candidates) > 2
    assert place.candidates[0].gazetteer == place.gazetteer


def test_a_capital_is_meant_before_its_namesakes() -> None:
    place = found("Talks between Washington and Moscow failed.")["Washington"]
    assert place.kind == "settlement"
    assert place.lon is not None and place.lon > -80


# -- no place at all --------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Houston met Michael Jackson.",
        "Dr. Paris Lincoln, 34, smiled.",
        "He read the Will on Sunday in May.",
        "The Austin Powers film was shown.",
        "Nobody knew what Reading was for.",
        "Fighters of Ahrar al-Sham withdrew.",
    ],
)
def test_people_bodies_and_common_words_are_no_places(text: str) -> None:
    assert not found(text)


def test_a_surname_stays_a_surname_in_the_whole_report() -> None:
    assert not found("Christopher Houston was charged. Police say Houston ran away.")


def test_a_public_body_names_its_town() -> None:
    assert "Baltimore" in found("The Baltimore Police Department opened an inquiry.")


def test_a_word_for_a_people_is_no_place_of_an_event() -> None:
    place = found("Turkish soldiers crossed the border.")["Turkish"]
    assert (place.kind, place.country) == ("demonym", "TR")


def test_what_hangs_on_a_country_is_cut_off() -> None:
    assert found("The U.S.-backed militia left.")["U.S."].country == "US"


def test_nothing_is_found_in_nothing() -> None:
    assert found("it rained. nobody came.") == {}


def test_a_name_before_an_age_is_a_persons_whoever_lists_the_given_name() -> None:
    assert not found("Akeem Houston, 31, was charged. Houston was booked on Monday.")


def test_a_small_namesake_of_a_surname_needs_more_than_being_listed() -> None:
    text = "Deputies spoke to Tavaris Davis. Paramedics placed Davis on a stretcher."
    assert "Davis" not in found(text)
    assert "Davis" in found(text + " The clinic in Davis, Calif., took him in.")


def test_what_only_people_suffer_is_not_said_of_a_town() -> None:
    assert not found("Morgan was arrested at noon.")


# -- streets and sides ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Shots were fired in the 1300 block of South Racine before noon.", "South Racine"),
        ("It burned at the corner of Geneva and Paris overnight.", "Geneva"),
        ("It burned at the corner of Geneva and Paris overnight.", "Paris"),
    ],
)
def test_an_address_names_a_street_not_a_town(text: str, street: str) -> None:
    assert (found(text)[street].kind, found(text)[street].lat) == ("street", None)


def test_a_side_of_a_city_is_a_quarter_of_it() -> None:
    place = found("A man was shot on the West Side of Chicago. Chicago police came to the West Side.")
    assert (place["West Side"].kind, place["West Side"].admin1) == ("quarter", "Illinois")


def test_a_creek_where_people_live_is_the_town() -> None:
    assert found("MYRTLE CREEK, Ore. - A man was hurt.")["MYRTLE CREEK"].kind == "settlement"
    assert found("A Myrtle Creek man was hurt.")["Myrtle Creek"].kind == "settlement"
    assert found("He fished the Myrtle Creek at dawn.")["Myrtle Creek"].kind == "water"


# -- units ------------------------------------------------------------------------


def test_a_township_is_no_county() -> None:
    assert found("The fire was in Hamilton Township.")["Hamilton Township"].kind == "settlement"


def test_a_county_is_no_town_that_is_also_called_so() -> None:
    assert found("He was held in Fayette County, Pennsylvania.")["Fayette County"].kind == "admin2"


def test_a_place_nobody_lists_lies_in_the_county_named_behind_it() -> None:
    place = found("SNOWHOLM, Box Elder County — A barn burned.")["SNOWHOLM"]
    assert (place.kind, place.admin1, place.gazetteer) == ("settlement", "Utah", None)


def test_an_ordinary_word_before_a_unit_is_a_town() -> None:
    assert found("Two shops burned in Reading, Pa., on Friday.")["Reading"].kind == "settlement"


def test_a_day_behind_a_town_is_no_surname() -> None:
    assert "Charlotte" in found("A shop burned in west Charlotte Sunday afternoon.")


def test_dashes_that_cling_to_a_town_are_cut_off() -> None:
    assert found("CLEVELAND-- A father spoke of his son.")["CLEVELAND"].kind == "settlement"


# -- the text ---------------------------------------------------------------------


def test_offsets_are_true_to_the_text() -> None:
    text = "Heavy rain hit Paris.\n\nIn the village of al-Bab, near Aleppo, a U.S.-made shell hit a school."
    seen = places.find(page(text))
    assert len(seen) > 3
    for mention in seen:
        record = mention.record
        assert text[record.start : record.end] == record.text


_PIECES = (
    "Aleppo",
    "U.S.",
    "al-",
    "-",
    "’s",
    "of",
    "in the",
    "Province",
    "St.",
    ",",
    "N.C.",
    "7",
    "🙂",
    "حلب",
    "Mr.",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_jumble_is_read_with_true_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for mention in places.find(page(text, language="en")):
        record = mention.record
        assert text[record.start : record.end] == record.text


def test_a_person_can_look_a_name_up() -> None:
    assert places.look_up("Springfield", "US")[0].country == "US"
    assert any(one.country == "SY" for one in places.look_up("Maarat al-Num'an"))


def test_a_district_lies_in_the_province_it_is_said_to_lie_in() -> None:
    text = "Police searched Florence district, Kandahar province, on Sunday. In Florence they found nothing."
    first, second = [m.record for m in places.find(page(text)) if m.record.text == "Florence"]
    assert (first.country, first.admin1, first.gazetteer) == ("AF", "Kandahar", None)
    assert (second.country, second.admin1) == ("AF", "Kandahar")


def test_a_name_settled_by_its_province_keeps_that_sense() -> None:
    text = "They went to Khogyani district, Ghazni province. The road to Khogyani district is closed."
    seen = [m.record.admin1 for m in places.find(page(text)) if m.record.text == "Khogyani"]
    assert seen == ["Ghazni", "Ghazni"]


def test_a_name_that_is_called_a_town_beside_it_is_one() -> None:
    seen = found("Hundreds left al-Tal, a town north of Damascus, on Friday.")
    assert (seen["al-Tal"].kind, seen["al-Tal"].country) == ("settlement", "SY")
    assert set(seen) == {"al-Tal", "Damascus"}
