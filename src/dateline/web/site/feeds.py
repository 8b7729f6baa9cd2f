"""The briefs for programs: Atom, JSON Feed, the site map, and what robots may read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from dateline.model import Publication
from dateline.pipeline import publishing
from dateline.web.current import absolute, desk, is_still
from dateline.web.site.ld import title

# Entries of a feed: a month of days.
ENTRIES = 31
KINDS = {
    "incident": "incidents",
    "figure": "figures",
    "place": "places",
    "actor": "actors",
    "source": "sources",
}


class Atom(Feed):  # type: ignore[type-arg]
    """The Atom feed: one entry a day, updated when the day's brief is corrected."""

    feed_type = Atom1Feed
    description_template = None

    def link(self) -> str:
        return absolute("/")

    def title(self) -> str:
        return desk().settings.name

    def feed_url(self) -> str:
        return absolute("/feed.atom")

    def items(self) -> list[Publication]:
        return publishing.latest(desk(), ENTRIES)

    def item_title(self, item: Any) -> str:
        return title(item)

    def item_description(self, item: Any) -> str:
        return summary(item)

    def item_link(self, item: Any) -> str:
        return absolute(f"/briefs/{item.day}/")

    def item_guid(self, item: Any) -> str:
        return absolute(f"/briefs/{item.day}/")

    def item_updateddate(self, item: Any) -> dt.datetime:
        when: dt.datetime = item.when
        return when

    def item_author_name(self, item: Any) -> str:
        return desk().settings.name


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """Give the briefs as JSON Feed 1.1."""
    items = [
        {
            "id": absolute(f"/briefs/{p.day}/"),
            "url": absolute(f"/briefs/{p.day}/"),
            "title": title(p),
            "content_text": summary(p),
            "date_published": p.when.isoformat(),
        }
        for p in publishing.latest(desk(), ENTRIES)
    ]
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": desk().settings.name,
        "home_page_url": absolute("/"),
        "feed_url": absolute("/feed.json"),
        "items": items,
    }
    return JsonResponse(found, content_type="application/feed+json")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page, briefs with the day they last changed."""
    pages = [(absolute(f"/briefs/{p.day}/"), p.when.date()) for p in publishing.latest(desk())]
    for kind, folder in KINDS.items():
        pages += [(absolute(f"/{folder}/{one.word}/"), None) for one, _ in publishing.named(desk(), kind)]  # type: ignore[misc]
    pages += [(absolute(path), None) for path in ("/", "/method/", "/corrections/", "/data/")]  # type: ignore[misc]
    return render(request, "site/sitemap.xml.j2", {"pages": pages}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    shut = () if is_still() else ("Disallow: /desk/", "Disallow: /comments/")
    lines = ("User-agent: *", *shut, f"Sitemap: {absolute('/sitemap.xml')}", "")
    return HttpResponse("\n".join(lines), content_type="text/plain")


def summary(shown: Publication) -> str:
    """Return the opening of a brief as text; for a correction, first what it corrected."""
    lead = " ".join(item.text for item in shown.brief.lead)
    return f"Corrected: {shown.note} {lead}".strip() if shown.note else lead
