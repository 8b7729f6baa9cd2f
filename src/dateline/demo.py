"""``dateline demo``: the sample reports go through every command, and come out as a page to open.

Each command is printed as it would be typed. A second run finds everything read already.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.cli import run
from dateline.commands.terminal import out
from dateline.errors import NotFound

NAME = "samples/aleppo-december-2016"
OUT = Path("out")
# The day the sample is about, between the one before and the one after: each brief says what changed since.
DAYS = ("2016-12-03", "2016-12-04", "2016-12-05")
DAY = "2016-12-04"


def commands(sample: Path, folder: Path) -> list[tuple[str, list[str]]]:
    """Return what the demonstration does: why, and the arguments of the command."""
    desk = str(folder / "desk")
    on = ["--desk", desk]
    return [
        ("Make a desk: a folder with settings, a database and an archive.", ["init", desk]),
        (
            "Seal the sample reports. One is broken on purpose; it is named and the others go on.",
            ["add", str(sample), *on],
        ),
        ("Read who said what, what happened, where, when and how many.", ["read", *on]),
        ("Find copies, the voice behind each account, and the incidents that several reports tell.",
         ["link", *on]),
        *(
            (f"Write the brief of {day}: what was known by the end of that day.",
             ["brief", day, "-o", str(folder / day), *on])
            for day in DAYS
        ),
        ("Check every sealed copy and every span.", ["verify", *on]),
    ]  # fmt: skip


def sample_folder() -> Path:
    """Return where the sample lies: in the installed package, or in the repository that it runs from."""
    inside = Path(__file__).parent / NAME
    return inside if inside.is_dir() else Path(__file__).parents[2] / NAME


def main(sample: Path | None = None, folder: Path = OUT) -> int:
    """Run the demonstration; returns the exit code."""
    sample = sample or sample_folder()
    if not sample.is_dir():
        error = NotFound(str(sample), "the sample is not here", "install dateline again")
        sys.stderr.write(f"dateline: {error}\n")
        return 1
    for why, words in commands(sample, folder):
        out.print(f"\n[bold]{why}[/bold]\n[dim]$ dateline {' '.join(words)}[/dim]")
        code = run(words)
        if code:
            return code
    page = (folder / DAY / "index.html").resolve()
    out.print(f"\n[bold]The brief of {DAY} is ready. Open it:[/bold]\n{page.as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
