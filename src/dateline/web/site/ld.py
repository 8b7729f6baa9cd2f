"""What search engines and archives are told of a page (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dateline.model import Edition, Incident, Publication
from dateline.web.current import absolute, desk


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
    return script(found)


def incident(one: Incident, told: Sequence[Publication]) -> Markup:
    """Return an incident as an Event of which the briefs are the subject's articles."""
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
    return script(found)


def title(shown: Publication) -> str:
    """Return the headline of a brief, or the sentence that stands for one."""
    return shown.brief.headline.text if shown.brief.headline else "No report of this day is known"


def script(found: dict[str, Any]) -> Markup:
    """Return the data as JSON that cannot end its element, whatever a report's words hold."""
    text = json.dumps({"@context": "https://schema.org", **found}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped above
