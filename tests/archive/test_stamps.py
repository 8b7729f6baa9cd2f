"""A real authority stamps the heads of past days, and a token that does not hold is named."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.archive import payloads, stamps
from dateline.errors import ConfigError, FetchError
from factory_authority import Authority

MONDAY = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


def stamped_desk(folder: Path, url: str, certificate: Path | None = None) -> pipeline.Desk:
    pipeline.init(folder)
    told = f'[archive]\nauthority = "{url}"\n'
    if certificate:
        told += 'certificate = "authority.pem"\n'
        (folder / "authority.pem").write_bytes(certificate.read_bytes())
    (folder / "desk.toml").write_text(told)
    return pipeline.open_desk(folder)


def added(desk: pipeline.Desk, words: str, now: dt.datetime) -> list[str | None]:
    file = desk.folder.parent / f"{words}.txt"
    file.write_text(f"Shelling hit the {words} district on Sunday, residents said.\n")
    return [one.note for one in pipeline.add(desk, [file], now=lambda: now)]


def said(desk: pipeline.Desk) -> list[tuple[str, str, bool]]:
    return [(one.item, one.text, one.problem) for one in pipeline.verify(desk)]


def test_the_head_of_a_day_that_is_over_is_stamped(authority: Authority, tmp_path: Path) -> None:
    with authority.serving() as url:
        desk = stamped_desk(tmp_path / "desk", url, authority.root)
        before = authority.asked
        assert added(desk, "first", MONDAY) == [None]
        assert authority.asked == before, "the head of a day that goes on is not stamped"
        assert added(desk, "second", MONDAY + DAY) == [None]
        assert added(desk, "third", MONDAY + DAY) == [None]
        assert authority.asked == before + 1, "once"
    assert said(desk) == []
    head = desk.archive / "heads" / "2016-12-05.json"
    shown = pipeline.show(desk, _token(desk).name)
    assert (shown.record.uri, shown.record.media_type) == ("heads/2016-12-05.tsr", stamps.REPLY)
    check = ["openssl", "ts", "-verify", "-in", _token(desk), "-data", head, "-CAfile", authority.root]
    done = subprocess.run(check, capture_output=True, text=True, check=False)  # noqa: S603
    assert "Verification: OK" in done.stdout + done.stderr


def test_an_authority_that_is_down_is_told_and_asked_again(authority: Authority, tmp_path: Path) -> None:
    with authority.serving() as url:
        desk = stamped_desk(tmp_path / "desk", url, authority.root)
        added(desk, "first", MONDAY)
        authority.down = True
        assert added(desk, "second", MONDAY + DAY)[1:] == [
            f"{url}: gave no time stamp (answered 503); the next add asks again; check [archive] in desk.toml"
        ]
        authority.down = False
        assert added(desk, "third", MONDAY + 2 * DAY) == [None]
    stamped = [one for one in said(desk) if one[2]]
    assert stamped == []
    assert len(_tokens(desk)) == 2


def test_a_token_that_changed_is_named(authority: Authority, tmp_path: Path) -> None:
    with authority.serving() as url:
        desk = stamped_desk(tmp_path / "desk", url, authority.root)
        added(desk, "first", MONDAY)
        added(desk, "second", MONDAY + DAY)
    token = _token(desk)
    content = bytearray(token.read_bytes())
    content[len(content) // 2] ^= 4
    token.chmod(0o644)
    token.write_bytes(content)
    assert [item for item, _, problem in said(desk) if problem] == ["heads/2016-12-05.tsr"]


def test_a_head_that_is_not_the_stamped_one_is_named(authority: Authority, tmp_path: Path) -> None:
    """Whoever holds the desk's key can sign another head, but not have it stamped in the past."""
    from dateline.archive import heads, log  # noqa: PLC0415

    with authority.serving() as url:
        desk = stamped_desk(tmp_path / "desk", url, authority.root)
        added(desk, "first", MONDAY)
        added(desk, "second", MONDAY + DAY)
    for path in heads.files(desk.archive):
        path.unlink()
    first = next(iter(log.read(desk.archive)))
    assert isinstance(first, log.Sealed)
    heads.write(desk.archive, desk.key, 1, first.seal, MONDAY + dt.timedelta(hours=1))
    wrong = [(item, text) for item, text, problem in said(desk) if problem]
    assert wrong == [("heads/2016-12-05.tsr", "the time stamp of 2016-12-05.json is of other bytes")]


def test_without_a_certificate_the_issuer_is_not_checked(authority: Authority, tmp_path: Path) -> None:
    with authority.serving() as url:
        desk = stamped_desk(tmp_path / "desk", url)
        added(desk, "first", MONDAY)
        added(desk, "second", MONDAY + DAY)
    assert [(item, problem) for item, _, problem in said(desk)] == [("heads", False)]


def test_another_authoritys_token_is_not_taken(authority: Authority, tmp_path: Path) -> None:
    stranger = Authority(tmp_path / "stranger")
    roots = stamps.certificates(authority.root)
    with stranger.serving() as url, pytest.raises(FetchError, match="not signed by the authority"):
        stamps.ask(url, b"head", roots)
    with authority.serving() as url:
        token = stamps.ask(url, b"head", roots)
    assert stamps.check(token, b"head", roots) is None
    assert stamps.check(token, b"heap", roots) == "is of other bytes"
    assert (stamps.check(token[:-20], b"head", roots) or "").startswith("cannot be read")


def test_a_file_without_a_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "authority.pem").write_text("nothing")
    with pytest.raises(ConfigError, match="holds no certificate"):
        stamps.certificates(tmp_path / "authority.pem")


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="gave no time stamp"):
        stamps.ask("http://127.0.0.1:9/", b"head", [])


def _tokens(desk: pipeline.Desk) -> list[Path]:
    lines = (desk.archive / "log.jsonl").read_text().splitlines()
    names = [line.split('"sha256":"')[1][:64] for line in lines if stamps.REPLY in line]
    return [desk.archive / payloads.place(name) for name in names]


def _token(desk: pipeline.Desk) -> Path:
    (token,) = _tokens(desk)
    return token
