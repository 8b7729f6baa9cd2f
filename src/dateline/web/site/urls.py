"""The addresses of the site. They are permanent: what stood at one stays there."""

from __future__ import annotations

from django.urls import path

from dateline.web.site import comments, feeds, live, views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    path("briefs/<day:day>/", views.brief, name="brief"),
    path("briefs/<day:day>/v<int:version>/", views.brief, name="version"),
    path("briefs/<day:day>/live", live.live, name="live"),
    path("briefs/<day:day>/record.json", views.record, name="record"),
    path("briefs/<day:day>/brief.md", views.markdown, name="markdown"),
    path("briefs/<day:day>/v<int:version>/record.json", views.record),
    path("briefs/<day:day>/v<int:version>/brief.md", views.markdown),
    path("briefs/<day:day>/comments/", comments.brief_thread, name="brief-comments"),
    path("briefs/<day:day>/comments/<int:number>/", comments.brief_thread),
    path("briefs/<day:day>/comments/new/", comments.brief_new, name="brief-comment"),
    path("incidents/<slug:word>/comments/", comments.incident_thread, name="incident-comments"),
    path("incidents/<slug:word>/comments/<int:number>/", comments.incident_thread),
    path("incidents/<slug:word>/comments/new/", comments.incident_new, name="incident-comment"),
    path("comments/<int:number>/flag/", comments.flag, name="flag"),
    path("comments/<str:key>/", comments.private, name="private"),
    path("media/<slug:sha256>.jpg", views.picture, name="picture"),
    path("reports/<slug:word>/", views.report, name="report"),
    path("reports/<slug:word>/lit.css", views.lit, name="lit"),
    path("incidents/<slug:word>/", views.incident, name="incident"),
    path("figures/", views.index, {"kind": "figure"}, name="figures"),
    path("figures/<str:word>/", views.figure, name="figure"),
    path("places/", views.index, {"kind": "place"}, name="places"),
    path("places/<str:word>/", views.place, name="place"),
    path("actors/", views.index, {"kind": "actor"}, name="actors"),
    path("actors/<str:word>/", views.actor, name="actor"),
    path("sources/", views.index, {"kind": "source"}, name="sources"),
    path("sources/<str:word>/", views.source, name="source"),
    path("data/", views.data, name="data"),
    path("data/<str:name>", views.data_file, name="data-file"),
    path("method/", views.method, name="method"),
    path("corrections/", views.corrections, name="corrections"),
    path("feed.atom", feeds.Atom(), name="atom"),
    path("feed.json", feeds.json_feed, name="json"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
