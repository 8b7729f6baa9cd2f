"""Getting in: the first admin's link, passwords, throttling, the second factor; and staying out."""

from __future__ import annotations

import re
import stat
from dataclasses import replace

import pytest
from django.conf import settings as django
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from dateline.pipeline import Desk
from dateline.web import settings
from dateline.web.people import invitations
from dateline.web.roles import Role, role_of
from factory_web import PASSWORD, client, person

NEW = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def path(link: str) -> str:
    return link.removeprefix("http://testserver")


def test_the_first_link_makes_an_admin_once(desk: Desk) -> None:
    link = invitations.first_admin()
    assert link and link.startswith("http://testserver/desk/join/")
    browser = Client()
    form = browser.get(path(link)).content.decode()
    assert "Choose a password" in form
    assert "<li>Your password must contain at least 12 characters.</li>" in form
    assert browser.post(path(link), NEW).headers["Location"] == "/desk/"
    assert browser.get("/desk/").status_code == 200
    assert role_of(User.objects.get()) is Role.ADMIN
    assert invitations.first_admin() is None
    assert Client().get(path(link)).status_code == 410


def test_a_weak_password_is_refused_with_its_reason(desk: Desk) -> None:
    link = invitations.first_admin()
    assert link
    answer = Client().post(path(link), {"new_password1": "admin123", "new_password2": "admin123"})
    assert "too short" in answer.content.decode()
    assert not User.objects.get().has_usable_password()


def test_invented_and_foreign_links_open_nothing(desk: Desk) -> None:
    one, other = invitations.invite("one", Role.VIEWER), invitations.invite("other", Role.ADMIN)
    token = invitations.link(one).split("/")[-2]
    uid = invitations.link(other).split("/")[-3]
    for link in (
        f"/desk/join/{uid}/{token}/",
        f"/desk/join/{uid}/x-y/",
        "/desk/join/%00/x/",
        "/desk/join/zzzz/a/",
    ):
        assert Client().get(link).status_code == 410


def test_who_is_not_signed_in_is_sent_to_the_door_and_back(desk: Desk) -> None:
    person("ann", Role.VIEWER)
    browser = Client()
    answer = browser.get("/desk/?x=1")
    assert answer.headers["Location"] == "/desk/login/?next=%2Fdesk%2F%3Fx%3D1"
    form = {"username": "ann", "password": PASSWORD, "next": "/desk/?x=1"}
    assert browser.post("/desk/login/", form).headers["Location"] == "/desk/?x=1"


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(desk: Desk, next_: str) -> None:
    person("ann", Role.VIEWER)
    answer = Client().post("/desk/login/", {"username": "ann", "password": PASSWORD, "next": next_})
    assert answer.headers["Location"] == "/desk/"


def test_the_session_changes_at_the_door(desk: Desk) -> None:
    """A session that somebody planted before the sign-in is worth nothing after it."""
    person("ann", Role.VIEWER)
    browser = Client()
    session = browser.session
    session["planted"] = True
    session.save()
    before = session.session_key
    browser.post("/desk/login/", {"username": "ann", "password": PASSWORD})
    assert browser.session.session_key != before
    assert Client(headers={"Cookie": f"sessionid={before}"}).get("/desk/").status_code == 302


def test_guessing_is_slowed_down_and_others_still_get_in(desk: Desk) -> None:
    person("ann", Role.VIEWER)
    person("bea", Role.VIEWER)
    tries = [Client().post("/desk/login/", {"username": "ann", "password": f"wrong {n}"}) for n in range(6)]
    assert [t.status_code for t in tries[:4]] == [200] * 4
    assert tries[5].status_code == 429 and "Wait 15 minutes" in tries[5].content.decode()
    assert Client().post("/desk/login/", {"username": "ann", "password": PASSWORD}).status_code == 429
    assert Client().post("/desk/login/", {"username": "bea", "password": PASSWORD}).status_code == 302


def test_the_second_factor_is_asked_for(desk: Desk) -> None:
    ann = person("ann", Role.VIEWER)
    device = TOTPDevice.objects.create(user=ann, name="phone", confirmed=True)
    browser = Client()
    browser.post("/desk/login/", {"username": "ann", "password": PASSWORD})
    assert browser.get("/desk/").headers["Location"] == "/desk/code/?next=%2Fdesk%2F"
    assert browser.post("/desk/code/", {"token": "000000"}).status_code == 403
    assert browser.get("/desk/").status_code == 302
    device.refresh_from_db()
    device.throttle_reset()
    token = f"{TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift).token():06d}"
    assert (
        browser.post("/desk/code/", {"token": token, "next": "//evil.example"}).headers["Location"]
        == "/desk/"
    )
    assert browser.get("/desk/").status_code == 200


def test_a_form_without_its_token_is_refused(desk: Desk) -> None:
    person("ann", Role.VIEWER)
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/desk/login/", {"username": "ann", "password": PASSWORD})
    assert answer.status_code == 403 and "The form was not accepted" in answer.content.decode()


def test_signing_out_takes_a_post(desk: Desk) -> None:
    browser = client(Role.VIEWER)
    assert browser.get("/desk/logout/").status_code == 405
    browser.post("/desk/logout/")
    assert browser.get("/desk/").status_code == 302


def test_every_answer_carries_the_strict_policy(desk: Desk) -> None:
    for url in ("/", "/desk/login/", "/nowhere/", "/static/nothing.js"):
        headers = Client().get(url).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, url
        assert "frame-ancestors 'none'" in policy and headers["X-Content-Type-Options"] == "nosniff"
    for url in ("/", "/desk/login/"):
        html = Client().get(url).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", html), url


def test_a_host_that_is_not_ours_is_refused(desk: Desk) -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_the_secret_is_the_owners_alone(desk: Desk) -> None:
    file = desk.folder / "desk.secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_text()) > 40


def test_with_https_cookies_travel_over_https_alone(desk: Desk) -> None:
    own = desk.settings.model_copy(
        update={"web": desk.settings.web.model_copy(update={"address": "https://desk.example.org"})}
    )
    settings.use(replace(desk, settings=own), "http://127.0.0.1:8000")
    try:
        person("ann", Role.VIEWER)
        browser = Client(headers={"host": "desk.example.org", "X-Forwarded-Proto": "https"})
        browser.post("/desk/login/", {"username": "ann", "password": PASSWORD}, secure=True)
        assert browser.cookies["sessionid"]["secure"] and browser.cookies["sessionid"]["httponly"]
        assert "max-age=31536000" in browser.get("/").headers["Strict-Transport-Security"]
    finally:
        django.SECURE_PROXY_SSL_HEADER = None
        settings.use(desk, "http://testserver")
