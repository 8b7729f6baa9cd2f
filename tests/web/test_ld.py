"""What search engines are told: versions as updates, judged claims in our own words, nobody private."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client

from dateline import pipeline
from dateline.model import Grade, Incident, OriginKind
from dateline.pipeline import Desk, publishing, reviewing
from dateline.publish import wording
from dateline.web.site import ld
from web_pages import DAY, NOW, published


def told(url: str) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    page = Client().get(url).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    found: dict[str, Any] = json.loads(data)
    assert found["@context"] == "https://schema.org"
    return found


def test_a_brief_with_versions_is_a_live_blog_with_an_update_for_each(sample: Desk) -> None:
    published(sample)
    assert told("/briefs/2016-12-04/")["@type"] == "NewsArticle"
    published(sample, note="The count of </script> was wrong.")
    found = told("/briefs/2016-12-04/")
    assert found["@type"] == ["NewsArticle", "LiveBlogPosting"]
    updates = found["liveBlogUpdate"]
    assert [one["@type"] for one in updates] == ["BlogPosting", "BlogPosting"]
    assert updates[1]["articleBody"] == "The count of </script> was wrong." == found["correction"][0]
    assert found["coverageStartTime"] <= found["coverageEndTime"]
    for one in updates:
        assert Client().get(one["url"].removeprefix("http://testserver")).status_code == 200
        assert dt.datetime.fromisoformat(one["datePublished"])


def graded(desk: Desk) -> Incident:
    """Return an incident that a person graded, as it is published."""
    row = next(
        r for r in reviewing.incident_rows(desk, limit=500) if r["title"] == "Air strikes in Kafranbel"
    )
    reviewing.grade(desk, row["label"], Grade.FAIR, "ann", NOW, "Two outlets counted by themselves.")
    pipeline.link(desk)
    published(desk)
    brief = publishing.edition(desk, DAY).brief
    return next(i for i in brief.incidents if i.id == row["label"])


def test_a_judged_claim_is_reviewed_in_the_codebooks_words(sample: Desk) -> None:
    one = graded(sample)
    graph = told(f"/incidents/{one.id.removeprefix('incident:')}/")["@graph"]
    (review,) = [part for part in graph if part["@type"] == "ClaimReview"]
    rating, words = review["reviewRating"], wording.words()["grade"]["fair"]
    assert (rating["ratingValue"], rating["worstRating"], rating["bestRating"]) == (4, 1, 5)
    assert (rating["alternateName"], rating["ratingExplanation"]) == (words["label"], words["means"])
    assert review["claimReviewed"] and review["author"]["@type"] == "Organization"
    assert {a["@type"] for a in review["itemReviewed"]["author"]} == {"Organization"}
    for work in review["itemReviewed"]["appearance"]:
        assert Client().get(work["url"].removeprefix("http://testserver")).status_code == 200


def test_what_no_person_judged_is_not_reviewed(sample: Desk) -> None:
    published(sample)
    for one in publishing.edition(sample, DAY).brief.incidents:
        assert "ClaimReview" not in json.dumps(told(f"/incidents/{one.id.removeprefix('incident:')}/"))


@pytest.mark.parametrize("kind", [k for k in OriginKind if k not in ld.BODIES])
def test_nobody_who_may_be_private_is_named_as_making_a_claim(sample: Desk, kind: OriginKind) -> None:
    one = graded(sample)
    edition = publishing.edition(sample, DAY)
    private = {"origin": "Someone Private", "origin_kind": kind}

    def hidden(accounts: Any) -> Any:
        return tuple(a.model_copy(update=private) for a in accounts)

    tolls = tuple(t.model_copy(update={"accounts": hidden(t.accounts)}) for t in one.tolls)
    alone = one.model_copy(update={"accounts": hidden(one.accounts), "tolls": tolls})
    assert ld.review(alone, [edition], "Nine were reported killed.") is None
    mixed = one.model_copy(update={"accounts": hidden(one.accounts)})
    assert "Someone Private" not in json.dumps(ld.review(mixed, [edition], "Nine were reported killed."))
