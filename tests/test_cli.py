"""What the commands print, and with which exit code."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import cli
from dateline.commands import terminal
from dateline.model import Report

NEWS = "At least 12 people were killed in air strikes on Idlib on Sunday, a doctor said.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; returns its exit code, standard output and standard error."""

    def command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def news(tmp_path: Path) -> Path:
    file = tmp_path / "news.txt"
    file.write_text(NEWS)
    return file


@pytest.fixture
def desk(tmp_path: Path, run: Run, news: Path) -> Path:
    """A desk with one report, read."""
    folder = tmp_path / "desk"
    for words in (["init", folder], ["add", news, "--published", "2016-12-04"], ["read"]):
        place = [] if words[0] == "init" else ["--desk", folder]
        assert run(*words, *place)[0] == 0
    return folder


def shell(*words: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, input=text, check=False)  # noqa: S603 - ours


# -- without a desk ---------------------------------------------------------------


def test_read_prints_one_json_object_a_report(run: Run, news: Path) -> None:
    code, out, err = run("read", news, "--published", "2016-12-04", "--json")
    assert (code, err, len(out.splitlines())) == (0, "", 1)
    data = json.loads(out)
    assert data["published"] == "2016-12-04"
    assert data["text"] == NEWS
    figure = data["figures"][0]
    assert (figure["low"], figure["high"], figure["exactness"]) == (12, None, "at least")
    assert NEWS[figure["start"] : figure["end"]] == figure["text"]
    assert {"from", "to", "edtf"} <= data["periods"][0].keys()
    assert Report.model_validate(data).figures


def test_the_keys_are_those_of_the_contract(run: Run, news: Path) -> None:
    promised = (
        "id key title source author url published language text zones statements events figures places "
        "periods actors comments failures"
    )
    assert set(promised.split()) <= json.loads(run("read", news, "--json")[1]).keys()


def test_read_tells_a_person_the_same(run: Run, news: Path) -> None:
    code, out, _ = run("read", news, "--published", "2016-12-04")
    assert code == 0
    assert "killed 12+ people: “At least 12 people”" in out
    assert "A doctor" in out or "a doctor" in out


def test_an_inputs_own_id_comes_back(run: Run, tmp_path: Path) -> None:
    rows = [{"doc_id": "x-7", "text": NEWS, "published": "2016-12-04"}, {"id": 8, "text": NEWS}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = run("read", tmp_path / "a.jsonl", "--json")[1].splitlines()
    assert [json.loads(line)["key"] for line in lines] == ["x-7", "8"]


def test_link_and_brief_take_files(run: Run, news: Path, tmp_path: Path) -> None:
    code, out, _ = run("link", news, "--published", "2016-12-04", "--json")
    assert code == 0
    assert {json.loads(line)["kind"] for line in out.splitlines()} >= {"origin", "incident"}
    code, out, _ = run("brief", "2016-12-04", news, "--published", "2016-12-04", "-o", tmp_path / "out")
    assert code == 0
    assert out.splitlines()[-1] == f"Open {tmp_path / 'out' / 'index.html'}"
    assert (tmp_path / "out" / "index.html").is_file()


# -- on a desk --------------------------------------------------------------------


def test_the_desk_of_the_folder_is_used(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = desk / "deep"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert run("read") == (0, "Nothing new to read.\n", "")
    assert run("verify") == (0, "All 1 sealed copies are unchanged; every span is in place.\n", "")


def test_read_json_prints_what_the_desk_holds(run: Run, desk: Path) -> None:
    """Also what was read before: a program asks for the record, not for what is new."""
    out = run("read", "--json", "--desk", desk)[1]
    assert json.loads(out)["figures"][0]["low"] == 12


def test_add_says_what_is_new(run: Run, desk: Path, news: Path) -> None:
    assert (
        run("add", news, "--published", "2016-12-04", "--desk", desk)[1]
        == "0 new reports, 1 known already.\n"
    )
    news.write_text(NEWS.replace("12", "14"))
    out = run("add", news, "--published", "2016-12-04", "--desk", desk, "--json")[1]
    assert len(json.loads(out)["versions"]) == 1


def test_show_walks_back(run: Run, desk: Path) -> None:
    id_ = json.loads(run("read", "--json", "--desk", desk)[1])["id"]
    code, out, _ = run("show", f"{id_}#f1", "--desk", desk)
    assert code == 0
    assert out.index("figure") < out.index("speaker") < out.index("report") < out.index("sealed copy")
    shown = json.loads(run("show", id_[:15], "--json", "--desk", desk)[1])
    assert (shown["kind"], shown["id"], shown["record"]["text"]) == ("report", id_, NEWS)


def test_relief_works_out_a_need_and_names_what_it_cannot(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("About 20,000 people were besieged in Deir ez-Zor, aid workers said.")
    folder = tmp_path / "besieged"
    for words in (["init", folder], ["add", file, "--desk", folder], ["read", "--desk", folder]):
        assert run(*words)[0] == 0
    id_ = json.loads(run("read", "--json", "--desk", folder)[1])["id"]
    code, out, _ = run("relief", f"{id_}#f1", "--days", "10", "--standard", "water", "--desk", folder)
    assert (code, out.splitlines()[0]) == (0, "Derived, for about 20\u202f000 people and 10 days:")
    assert "about 3\u202f000\u202f000 litres" in out and "Sphere Handbook 2018, p. 106" in out
    told = json.loads(run("relief", f"{id_}#f1", "--load", "cart=2", "--json", "--desk", folder)[1])
    assert told["kind"] == "relief" and told["needs"][0]["loads"][0]["low"] == 150
    assert "it has f1" in run("relief", f"{id_}#f7", "--desk", folder)[2]
    assert "no number of tonnes" in run("relief", f"{id_}#f1", "--load", "cart=two", "--desk", folder)[2]


def test_a_flipped_byte_fails_verify(run: Run, desk: Path) -> None:
    (payload,) = (desk / "archive").glob("??/*")
    payload.chmod(0o644)
    payload.write_bytes(NEWS.replace("12", "13").encode())
    code, out, err = run("verify", "--desk", desk)
    assert (code, out) == (1, "")
    assert err.startswith("dateline: news.txt: the sealed copy has changed")
    assert json.loads(run("verify", "--json", "--desk", desk)[1])["problem"] is True


def test_brief_on_a_desk(run: Run, desk: Path, tmp_path: Path) -> None:
    code, out, _ = run("brief", "-o", tmp_path / "out", "--desk", desk)
    assert code == 0 and out.startswith("Sunday 4 December 2016\nAt least 12") and "one report" in out
    assert run("brief", "-o", tmp_path / "out", "--quiet", "--desk", desk)[1] == ""


def test_doctor_says_what_is_there(run: Run) -> None:
    code, out, _ = run("doctor")
    assert code == 0 and "ok      English parser" in out
    parts = [json.loads(line) for line in run("doctor", "--json")[1].splitlines()]
    assert {part["name"] for part in parts} >= {"Dateline", "English parser", "gazetteer"}


def test_link_prints_a_screen_of_incidents_the_gravest_first(run: Run, desk: Path, tmp_path: Path) -> None:
    towns = ("Idlib", "Aleppo", "Homs", "Hama", "Palmyra", "Raqqa", "Daraa", "Mosul", "Kirkuk", "Basra")
    days = ("Monday", "Tuesday")
    lines = [
        f"{number} people were killed in a bombing in {town} on {day}, a doctor said.\n\n"
        for number, (town, day) in enumerate(itertools.product(towns, days), 20)
    ]
    (tmp_path / "many.txt").write_text("".join(lines))
    assert run("add", tmp_path / "many.txt", "--published", "2016-12-04", "--desk", desk)[0] == 0
    assert run("read", "--quiet", "--desk", desk)[0] == 0
    code, out, _ = run("link", "--desk", desk)
    rows = out.splitlines()
    incidents = len(
        [line for line in run("link", "--json", "--desk", desk)[1].splitlines() if '"incident"' in line]
    )
    assert code == 0 and "killed 39" in rows[1] and "\x1b" not in out
    assert f"{incidents - terminal.ROWS} more: dateline link --json" in rows
    assert len(rows) == terminal.ROWS + 3


# -- when it does not work --------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.txt", None, "does not exist"),
        ("empty.txt", b"", "empty"),
        ("noise.txt", bytes(range(256)) * 40, "no format Dateline reads"),
    ],
)
def test_one_line_says_what_is_wrong(
    run: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = run("read", tmp_path / name, "--json")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("dateline: ") and name in err and said in err


def test_a_broken_file_in_a_folder_costs_only_itself(run: Run, news: Path) -> None:
    (news.parent / "noise.txt").write_bytes(bytes(range(256)) * 40)
    code, out, err = run("read", news.parent, "--json")
    reports = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and len(err.splitlines()) == 1
    assert [(bool(report["text"]), len(report["failures"])) for report in reports] == [(True, 0), (False, 1)]


def test_what_is_left_unread_is_a_note_and_no_failure(run: Run, tmp_path: Path) -> None:
    page, desk = tmp_path / "page.txt", tmp_path / "desk"
    page.write_text("Погибли 3 человека в Москве в воскресенье, сообщил врач.\n", encoding="utf-8")
    code, out, err = run("read", page, "--json")
    (found,) = [json.loads(line) for line in out.splitlines()]
    assert (code, found["failures"], [note["kind"] for note in found["notes"]]) == (0, [], ["language"])
    assert err.startswith("dateline: page.txt: not read in full: Russian: only places")
    assert run("read", page, "--json", "--quiet")[2] == ""
    for words in (["init", desk], ["add", page, "--desk", desk], ["read", "--desk", desk]):
        assert run(*words)[0] == 0
    code, out, _ = run("show", found["id"], "--desk", desk)
    assert code == 0 and "not read: Russian: only places" in " ".join(out.split()) and "failed" not in out


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["read", "--nonsense"], ["read", "x", "--published", "yesterday"], ["show"], ["init"]],
)
def test_a_wrong_command_line_is_a_usage_error(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_no_desk_says_how_to_make_one(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("verify")
    assert code == 1
    assert err.splitlines() == [
        f"dateline: {tmp_path}: no desk.toml here or above; make a desk with: dateline init DIR"
    ]


def test_a_closed_pipe_is_silent(news: Path) -> None:
    command = f"{sys.executable} -m dateline read {news} {news} {news} --json | head -c 1"
    done = shell("sh", "-c", command)
    assert (done.stdout, done.stderr) == ("{", "")


def test_standard_input_is_read() -> None:
    done = shell(sys.executable, "-m", "dateline", "read", "-", "--json", text=NEWS)
    assert json.loads(done.stdout)["text"] == NEWS


# -- help -------------------------------------------------------------------------


def test_help_shows_how_to_call_a_command(run: Run) -> None:
    code, out, _ = run("brief", "--help")
    assert code == 0
    assert out.startswith("dateline brief [DATE] [PATH...] [OPTIONS]\n")
    assert "--published DATE" in out and "Example:  dateline brief 2016-12-04 -o out" in out


def test_help_names_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for name in ("init", "add", "read", "link", "brief", "show", "verify", "doctor"):
        assert f"\n  {name} " in out


# -- speed ------------------------------------------------------------------------


def test_help_loads_nothing_heavy() -> None:
    """What costs time at the start is what is imported: help must come at once."""
    code = (
        "import sys; import dateline.cli; "
        "print([m for m in sys.modules if m in "
        "{'spacy', 'django', 'trafilatura', 'pydantic', 'lxml', 'jinja2', 'rapidfuzz', 'numpy'}])"
    )
    done = shell(sys.executable, "-c", code)
    assert done.stdout == "[]\n"


def test_no_desk_is_opened_to_read_files(news: Path) -> None:
    code = (
        "import sys; from dateline import cli; "
        f"cli.run(['read', {str(news)!r}, '--quiet']); print('django' in sys.modules)"
    )
    assert shell(sys.executable, "-c", code).stdout == "False\n"
