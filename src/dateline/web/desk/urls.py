"""The addresses of the desk; the gate asks each page for the role it needs."""

from __future__ import annotations

from django.urls import path

from dateline.web.desk import (
    briefs,
    comments,
    home,
    incidents,
    ledger,
    people,
    queue,
    registers,
    reports,
    search,
    tokens,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("link/", home.link, name="link"),
    path("queue/", queue.work, name="queue"),
    path("queue/<slug:key>/", queue.work, name="item"),
    path("queue/<slug:key>/judge/", queue.judge, name="judge"),
    path("undo/", ledger.undo, name="undo"),
    path("incidents/", incidents.index, name="incidents"),
    path("incidents/<slug:word>/", incidents.show, name="incident"),
    path("incidents/<slug:word>/merge/", incidents.merge, name="merge"),
    path("incidents/<slug:word>/split/", incidents.split, name="split"),
    path("incidents/<slug:word>/grade/", incidents.grade, name="grade"),
    path("reports/", reports.index, name="reports"),
    path("reports/<slug:word>/", reports.show, name="report"),
    path("reports/<slug:word>/correct/", reports.correct, name="correct"),
    path("reports/<slug:word>/add/", reports.add, name="add"),
    path("registers/<str:kind>/", registers.show, name="register"),
    path("search/", search.search, name="search"),
    path("ledger/", ledger.index, name="ledger"),
    path("ledger.csv", ledger.export, name="export"),
    path("briefs/", briefs.index, name="briefs"),
    path("briefs/<day:day>/", briefs.edit, name="brief"),
    path("briefs/<day:day>/change/", briefs.change, name="change"),
    path("briefs/<day:day>/again/", briefs.again, name="again"),
    path("briefs/<day:day>/preview/", briefs.preview, name="preview"),
    path("briefs/<day:day>/publish/", briefs.publish, name="publish"),
    path("comments/", comments.work, name="comments"),
    path("comments/<int:number>/", comments.work, name="comment"),
    path("comments/<int:number>/judge/", comments.judge, name="comment-judge"),
    path("comments/close/", comments.close, name="comments-close"),
    path("comments/import/", comments.load, name="comments-import"),
    path("comments/all.<str:kind>", comments.export, name="comments-export"),
    path("people/", people.index, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:number>/", people.change, name="person"),
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/make/", tokens.make, name="make-token"),
    path("tokens/<int:number>/revoke/", tokens.revoke, name="revoke-token"),
    path("me/", people.me, name="me"),
    path("me/code/", people.second_factor, name="second-factor"),
]
