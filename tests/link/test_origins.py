"""Whose word an account is: speaker, agency, first publisher, owner, through every relay."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.link import copies
from dateline.link.origins import Origins, Voice
from dateline.model import Actor, Marks, Mode, OriginKind, Place, Report, Source, Span, Statement
from factory import report

STORY = " ".join(f"word{i}" for i in range(120))


def said(text: str, voice: str, content: str, **fields: object) -> Statement:
    """Return a statement of ``content`` by ``voice``, both found in ``text``."""
    at, start = text.index(voice), text.index(content)
    return Statement(
        id=str(fields.pop("id", "s1")),
        speaker=Span(start=at, end=at + len(voice), text=voice),
        content=(Span(start=start, end=start + len(content), text=content),),
        mode=Mode.INDIRECT,
        **fields,  # type: ignore[arg-type]
    )


def voiced(text: str, voice: str, content: str, **fields: object) -> Voice:
    own = report(text, source="The Lake Courier")
    own = own.model_copy(update={"statements": (said(text, voice, content, **fields),)})
    return Origins([own]).of(own, own.statements[0])


def test_the_innermost_speaker_is_the_origin_and_the_outlets_are_the_chain() -> None:
    voice = voiced(
        "CITY, May 3 (Reuters) - Two died, the Valley Observatory said.", "the Valley Observatory", "Two died"
    )
    assert voice.chain == ("The Lake Courier", "Reuters", "Valley Observatory")
    assert (voice.kind, voice.anonymous) == (OriginKind.MONITOR, False)
    assert voice.rule == "innermost speaker; credits Reuters"


def test_who_carried_the_words_stands_in_the_chain() -> None:
    text = "A resident of the town told Reuters that the bridge was closed."
    cue = Span(start=23, end=27, text="told")
    voice = voiced(text, "A resident of the town", "the bridge was closed", cue=cue)
    assert voice.chain == ("The Lake Courier", "Reuters", "A resident of the town")
    assert voice.anonymous


def test_who_is_named_by_the_words_before_it() -> None:
    text = "He surrendered to Lakeland police who said the bridge was closed."
    assert voiced(text, "who", "the bridge was closed").name == "Lakeland police"


def test_the_group_is_the_body_that_spoke_before() -> None:
    text = "The Valley Observatory said two died. The group said four were missing."
    first, second = (
        said(text, "The Valley Observatory", "two died"),
        said(text, "The group", "four were missing", id="s2"),
    )
    own = report(text).model_copy(update={"statements": (first, second)})
    assert Origins([own]).of(own, second).name == "Valley Observatory"


def test_initials_are_no_last_name() -> None:
    text = "Lakeland UN officials met. The bridge was closed, UN said."
    assert voiced(text, "UN", "The bridge was closed").name == "UN"


def test_the_agency_may_be_a_body_told_about_that_has_not_spoken() -> None:
    text = "The Red Cross has not reached the town. The agency said it would go on trying."
    mention = Span(start=4, end=13, text="Red Cross")
    actor = Actor(id="a1", name="Red Cross", kind="external/other forces", mentions=(mention,))
    own = report(text, actors=(actor,))
    statement = said(text, "The agency", "it would go on trying")
    own = own.model_copy(update={"statements": (statement,)})
    assert Origins([own]).of(own, statement).name == "Red Cross"


def test_a_country_that_acts_is_not_where_the_report_is_set() -> None:
    text = "Sweden vetoed. Sweden sent arms. Sweden stayed out. Two died in Norway, the government said."
    at = [text.index("Sweden", start) for start in (0, 14, 32)]
    acting = tuple(Span(start=start, end=start + 6, text="Sweden") for start in at)
    places = (
        *(Place(id=f"l{i}", start=s, end=s + 6, text="Sweden", country="SE") for i, s in enumerate(at)),
        Place(id="l9", start=text.index("Norway"), end=text.index("Norway") + 6, text="Norway", country="NO"),
    )
    actor = Actor(id="a1", name="Government of Sweden", kind="state forces", mentions=acting)
    own = report(text, places=places, actors=(actor,))
    own = own.model_copy(update={"statements": (said(text, "the government", "Two died in Norway"),)})
    assert Origins([own]).of(own, own.statements[0]).name == "Norwegian government"


def test_the_government_is_that_of_the_country_the_report_is_about() -> None:
    text = "Two died in Norway, the government said. Officials in Norway agreed."
    places = tuple(Place(id=f"l{i}", start=12, end=18, text="Norway", country="NO") for i in range(2))
    own = report(text, places=places)
    own = own.model_copy(update={"statements": (said(text, "the government", "Two died in Norway"),)})
    voice = Origins([own]).of(own, own.statements[0])
    assert (voice.name, voice.key("r")) == ("Norwegian government", "government of norway")


def test_initials_spelled_out_in_another_report_are_known() -> None:
    spelled = report("The Northern Relief Committee (NRC) opened a camp.")
    text = "The camp is full, the NRC said."
    own = report(text).model_copy(update={"statements": (said(text, "the NRC", "The camp is full"),)})
    assert Origins([spelled, own]).of(own, own.statements[0]).name == "Northern Relief Committee"


def test_a_name_keeps_the_office_another_report_gives_it() -> None:
    text = "The minister Ola Berg said two died. Ola Berg said that was all."
    first = said(text, "Ola Berg", "two died", name="Ola Berg", role="minister")
    later = said(text, "Ola Berg", "that was all", name="Ola Berg", id="s2")
    one, two = (
        report(text, id=id_).model_copy(update={"statements": (own,)})
        for id_, own in (("a", first), ("b", later))
    )
    assert Origins([one, two]).of(two, later).kind is OriginKind.OFFICIAL
    assert Origins([two]).of(two, later).kind is OriginKind.WITNESS


def printed(name: str, hour: int, head: str = "") -> Report:
    moment = dt.datetime(2016, 12, 4, hour, tzinfo=dt.UTC)
    return report(head + STORY, id=name, source=name, published_at=moment)


def test_a_copy_is_the_first_publishers_word() -> None:
    late, early = printed("Late", 9), printed("Early", 7)
    voice = Origins([late, early], copies.find([late, early])).of(late, None)
    assert (voice.chain, voice.rule) == (("Late", "Early"), "text first published by Early")


def test_a_copy_of_a_credited_text_is_the_agencys_word() -> None:
    late, early = printed("Late", 9), printed("Early", 7, "CITY, May 3 (Reuters) - ")
    assert Origins([late, early], copies.find([late, early])).of(late, None).chain == (
        "Late",
        "Early",
        "Reuters",
    )


def test_two_outlets_that_credit_each_other_name_the_first() -> None:
    first, second = printed("Lakepost", 7, "CITY, May 3 (Valley Radio) - "), printed("Valley Radio", 9)
    voice = Origins([first, second], copies.find([first, second])).of(second, None)
    assert voice.name == "Lakepost"
    assert "the two credit each other, and Lakepost was first" in voice.rule


@pytest.mark.parametrize(
    ("field", "verb"), [("owner", "is owned by"), ("parent", "is owned by"), ("party", "speaks for")]
)
def test_outlets_of_one_owner_or_party_are_one_origin(field: str, verb: str) -> None:
    sources = [Source(name=name, **{field: "Lake Group"}) for name in ("Lakepost", "Lake TV")]
    one, two = report("Two died.", source="Lakepost"), report("Two people died.", source="Lake TV")
    origins = Origins([one, two], sources=sources)
    assert origins.of(one, None).key(one.id) == origins.of(two, None).key(two.id) == "lake group"
    assert origins.of(one, None).rule == f"Lakepost {verb} Lake Group"


def test_a_post_passed_on_is_the_word_of_who_wrote_it() -> None:
    passed = report("Two ships burn.", source="Harbour watch", marks=Marks(forwarded_from="@jon"))
    voice = Origins([passed]).of(passed, None)
    assert (voice.chain, voice.kind) == (("Harbour watch", "@jon"), OriginKind.SOCIAL)
    assert voice.rule == "passes on a post of @jon"
    first = report("Two ships burn!", source="@jon")
    assert Origins([passed, first]).of(first, None).name == voice.name
