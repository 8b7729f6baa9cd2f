"""The commands that collect: a line a source, one line for each problem, and a clean end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline import cli, pipeline
from factory_sites import desk, feed, site


def source(url: str, name: str = "Post", schedule: str = "1 hour") -> str:
    return f'[[source]]\nname = "{name}"\nurl = "{url}"\nschedule = "{schedule}"\n'


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], list[str]]:
    code = cli.run(list(words))
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err.splitlines()


def test_a_round_is_a_line_a_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed")) + source(web.url("/none"), "Broken"))
        at = ("--desk", str(own.folder))
        code, out, err = run(capsys, "collect", *at)
        assert (code, out[0]) == (0, "Post: 1 new report")
        assert out[1] == "2 sources visited, 1 new report, 1 failed."
        assert err == ["dateline: Broken: answered 404 (Not Found); check the address, or try again later"]
        _, out, _ = run(capsys, "collect", *at)
        assert out == ["Nothing is due. dateline sources says when; --all visits now."]
        code, out, err = run(capsys, "collect", "Broken", *at, "--json")
        assert code == 1 and json.loads(out[0])["outcome"] == "failed" and err == []
        code, out, err = run(capsys, "collect", "Pst", *at)
        assert (code, out) == (1, []) and "did you mean 'Post'?" in err[0]


def test_sources_are_listed_explained_and_tested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed")) + source(web.url("/none"), "Broken"))
        at = ("--desk", str(own.folder))
        _, out, _ = run(capsys, "sources", *at)
        assert [line.split()[:4] for line in out[1:]] == [
            ["Post", "never", "never", "now"],
            ["Broken", "never", "never", "now"],
        ]
        run(capsys, "collect", *at)
        _, out, err = run(capsys, "sources", *at)
        assert "in 59 min" in out[1] and out[1].endswith(" 1") and "failed: answered 404" in err[0]
        _, out, _ = run(capsys, "sources", "Broken", *at)
        assert "  last success never, 0 reports so far" in out and "failed: answered 404" in out[-1]
        code, out, _ = run(capsys, "sources", "--test", "Post", *at)
        assert code == 0 and out[0].startswith("Post: 1 report, the newest of 2024-03-09")
        assert out[-1] == "Nothing was kept: dateline collect does that."
        assert run(capsys, "sources", "--test", "Broken", *at)[0] == 1
        _, out, _ = run(capsys, "sources", *at, "--json")
        assert [json.loads(line)["source"]["name"] for line in out] == ["Post", "Broken"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_watching_goes_on_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed"), schedule="1 min"))
        command = [sys.executable, "-m", "dateline", "collect", "--watch", "--desk", str(own.folder)]
        watching = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603
        end = time.monotonic() + 30
        while not list(pipeline.reports(own)):
            assert time.monotonic() < end
            time.sleep(0.05)
        began = time.monotonic()
        watching.send_signal(number)
        out, err = watching.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert (watching.returncode, err) == (0, "")
    assert out.splitlines() == ["Post: 1 new report", "1 source visited, 1 new report. Stopped."]
