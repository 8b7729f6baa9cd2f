"""What search engines and archives are told of a page (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dateline.model import Edition, Grade, Incident, OriginKind, Publication
from dateline.publish import wording
from dateline.publish.notes import accounts
from dateline.review.effects import judged
from dateline.web.current import absolute, desk
from dateline.web.links import SiteLinks


def brief(shown: Publication, versions: Sequence[Edition]) -> Markup:
    """Return a day's brief as a NewsArticle: when it was published, changed and corrected."""
    own = absolute(f"/briefs/{shown.day}/")
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": own,
        "url": own,
        "headline": title(shown),
        "datePublished": versions[0].when.isoformat(),
        "dateModified": shown.when.isoformat(),
        "temporalCoverage": shown.day.isoformat(),
        "publisher": {"@type": "Organization", "name": desk().settings.name},
        "isAccessibleForFree": True,
    }
    notes = [v.note for v in versions if v.note]
    if notes:
        found["correction"] = notes
    if len(versions) > 1:
        found["@type"] = ["NewsArticle", "LiveBlogPosting"]
        found["coverageStartTime"] = versions[0].when.isoformat()
        found["coverageEndTime"] = versions[-1].when.isoformat()
        found["liveBlogUpdate"] = [
            {
                "@type": "BlogPosting",
                "@id": absolute(f"/briefs/{one.day}/v{one.version}/"),
                "url": absolute(f"/briefs/{one.day}/v{one.version}/"),
                "headline": f"Version {one.version}",
                "articleBody": one.note or "First published.",
                "datePublished": one.when.isoformat(),
            }
            for one in versions
        ]
    return script(found)


def incident(one: Incident, told: Sequence[Publication], claim: str | None = None) -> Markup:
    """Return an incident as an Event of which the briefs are the subject's articles.

    Where people at the desk judged it, their review of ``claim`` stands beside it.
    """
    found: dict[str, Any] = {
        "@type": "Event",
        "@id": absolute(f"/incidents/{one.id.removeprefix('incident:')}/"),
        "name": one.title,
        "subjectOf": [absolute(f"/briefs/{p.day}/") for p in told],
    }
    if one.period and one.period.first:
        found["startDate"] = one.period.first.isoformat()
        found["endDate"] = (one.period.last or one.period.first).isoformat()
    if one.place_name:
        found["location"] = {"@type": "Place", "name": one.place_name}
    reviewed = review(one, told, claim)
    return script({"@graph": [found, reviewed]} if reviewed else found)


# Who may be named as making a claim: bodies, which speak in public. A witness, an activist, a medic or an
# account of a network may be a private person, whose words are nobody's to rate in a search engine.
BODIES = frozenset(
    {
        OriginKind.AGENCY,
        OriginKind.OFFICIAL,
        OriginKind.PARTY,
        OriginKind.MONITOR,
        OriginKind.OUTLET,
        OriginKind.DATASET,
    }
)
# From the worst to the best; schema.org wants a number beside the word.
SCALE = (Grade.DISCOUNTED, Grade.CONTESTED, Grade.WEAK, Grade.FAIR, Grade.CONFIRMED)


def review(one: Incident, told: Sequence[Publication], claim: str | None) -> dict[str, Any] | None:
    """Return the ClaimReview of an incident that people judged and a named body tells of, else None."""
    said = [a for a in accounts(one) if a.origin_kind in BODIES and not a.anonymous]
    if not (claim and said and judged(one)):
        return None
    words = wording.words()["grade"][one.grade.value]
    links = SiteLinks()
    return {
        "@type": "ClaimReview",
        "url": absolute(f"/incidents/{one.id.removeprefix('incident:')}/"),
        "datePublished": told[0].when.date().isoformat(),
        "author": {"@type": "Organization", "name": desk().settings.name},
        "claimReviewed": claim,
        "itemReviewed": {
            "@type": "Claim",
            "author": [
                {"@type": "Organization", "name": name} for name in dict.fromkeys(a.origin for a in said)
            ],
            "appearance": [
                {"@type": "CreativeWork", "url": absolute(links.report(report))}
                for report in dict.fromkeys(a.report for a in said)
            ],
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": SCALE.index(one.grade) + 1,
            "worstRating": 1,
            "bestRating": len(SCALE),
            "alternateName": words["label"],
            "ratingExplanation": words["means"],
        },
    }


def title(shown: Publication) -> str:
    """Return the headline of a brief, or the sentence that stands for one."""
    return shown.brief.headline.text if shown.brief.headline else "No report of this day is known"


def script(found: dict[str, Any]) -> Markup:
    """Return the data as JSON that cannot end its element, whatever a report's words hold."""
    text = json.dumps({"@context": "https://schema.org", **found}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped above
