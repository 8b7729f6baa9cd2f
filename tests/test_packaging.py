"""The wheel is small, holds all it needs, and is built the same twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def built(out: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wheel"))


def test_two_builds_are_the_same_to_the_byte(wheel: Path, tmp_path: Path) -> None:
    again = built(tmp_path)
    one, two = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (wheel, again))
    assert one == two and wheel.name == again.name


def test_it_holds_everything_and_nothing_else(wheel: Path) -> None:
    assert wheel.stat().st_size < 10_000_000
    with zipfile.ZipFile(wheel) as opened:
        inside = {name for name in opened.namelist() if ".dist-info/" not in name}
    for folder, kinds in (("src/dateline", "py toml csv json j2 css js svg woff2 png txt"), ("samples", "*")):
        for path in (ROOT / folder).rglob("*"):
            wanted = kinds == "*" or path.suffix.removeprefix(".") in kinds.split()
            if path.is_file() and wanted and "__pycache__" not in path.parts:
                name = path.relative_to(ROOT / "src" if folder != "samples" else ROOT).as_posix()
                assert (name if folder != "samples" else f"dateline/{name}") in inside, name
    assert all(name.startswith("dateline/") for name in inside)


def test_the_command_is_there(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (one for one in opened.namelist() if one.endswith("entry_points.txt"))
        assert "dateline = dateline.cli:main" in opened.read(name).decode()
