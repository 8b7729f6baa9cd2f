"""desk.toml becomes frozen Settings; an unknown key is an error that names the nearest known one."""

from __future__ import annotations

import json
import textwrap
import tomllib
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from dateline.config.comments import Comments
from dateline.config.fetching import Policy
from dateline.config.harm import Harm
from dateline.config.near import nearest
from dateline.config.sources import SourceEntry
from dateline.errors import ConfigError, NoDesk
from dateline.model import Mark, Record

__all__ = ["FILE", "MAX_READ_CHARS", "Comments", "Harm", "Policy", "Settings", "SourceEntry", "block", "find",
           "here", "load", "parse", "settings", "template"]  # fmt: skip

FILE = "desk.toml"


# What is read of one text: 170,000 words, a book of 500 pages, 20 s on one core. A longer one is a dump of
# a database or a file without line breaks; it is sealed whole and read this far.
MAX_READ_CHARS = 1_000_000


class Tables(Record):
    """Tables of your own, read before the ones Dateline ships. Paths are relative to the desk."""

    actors: Path | None = Field(
        default=None,
        description="A TOML or CSV file of parties: name, kind, aliases, country.",
    )
    places: Path | None = Field(
        default=None,
        description="A CSV file of places the gazetteer does not know (name, lat, lon, aliases, kind): "
        "quarters, camps, farms.",
    )


class Archive(Record):
    """Who else vouches for the archive."""

    authority: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description="A time-stamping authority (RFC 3161). It stamps the head of each day that is over, at "
        "the next add; only the head's hash is sent.",
    )
    certificate: Path | None = Field(
        default=None,
        description="The authority's certificates as a PEM file, its root among them, relative to the desk. "
        "Without it, dateline verify cannot tell who issued a token.",
    )


class Web(Record):
    """The served site and desk."""

    address: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/]+$",
        description="The address that people type, such as https://desk.example.org, when a proxy stands "
        "before dateline serve. With https, cookies travel over https alone.",
    )


class Settings(Record):
    """Everything that desk.toml can say."""

    name: str = Field(default="Dateline", description="The name of this desk.")
    timezone: str | None = Field(
        default=None,
        description="The IANA time zone whose midnight ends a day, such as Asia/Damascus, for reports that "
        "give the moment they were published. Left out, each report keeps the day its source printed.",
    )
    country: str | None = Field(
        default=None,
        pattern="^[A-Z]{2}$",
        description="The country most reports are about (ISO 3166-1, two capitals). It settles place names "
        "that exist in several countries, when a report itself does not.",
    )
    max_read_chars: int = Field(
        default=MAX_READ_CHARS,
        ge=1000,
        description="How much of one text is read, in characters. What is left out of a longer one is said, "
        "and stays in the archive.",
    )
    tables: Tables = Field(
        default=Tables(), description="Tables of your own, read before the ones Dateline ships."
    )
    fetch: Policy = Field(default=Policy(), description="How addresses are fetched.")
    archive: Archive = Field(default=Archive(), description="Who else vouches for the archive.")
    web: Web = Field(default=Web(), description="The served site and desk: dateline serve.")
    comments: Comments = Field(default=Comments(), description="What readers may write on the site.")
    harm: Harm = Field(default=Harm(), description="What is kept from readers so that nobody is hurt again.")
    mark: tuple[Mark, ...] = Field(
        default=(),
        description="Numbers to watch in what is followed over time, one [[mark]] block each: the moment a "
        "series crosses one is told. Marks that a report itself tells need no block.",
    )
    source: tuple[SourceEntry, ...] = Field(
        default=(),
        description="The register of sources, one [[source]] block each: who owns it, which party it "
        "belongs to, how reliable it has proved, and what is collected of it, when.",
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None and value not in zoneinfo.available_timezones():
            raise ValueError(f"{value!r} is no IANA time zone")
        return value

    @field_validator("source")
    @classmethod
    def _names_once(cls, value: tuple[SourceEntry, ...]) -> tuple[SourceEntry, ...]:
        names = Counter(source.name.casefold() for source in value)
        for source in value:
            if names[source.name.casefold()] > 1:
                raise ValueError(f"two sources are named {source.name!r}; give each a name of its own")
        return value

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The time zone in which this desk's days begin and end."""
        return zoneinfo.ZoneInfo(self.timezone) if self.timezone else None


def load(path: Path) -> Settings:
    """Return the settings in ``path``; raises ConfigError naming the line or the key."""
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")), item=str(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is not TOML: {error}", "mend that line") from error


def parse(table: dict[str, Any], *, item: str = FILE) -> Settings:
    """Return the settings in an already parsed TOML table."""
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise _first(error, item) from error


def find(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that holds a desk.toml, or raise NoDesk."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder
    raise NoDesk(str(start), f"no {FILE} here or above", "make a desk with: dateline init DIR")


def here(folder: Path) -> Path:
    """Return ``folder`` when it is a desk, or raise NoDesk."""
    if (folder / FILE).is_file():
        return folder
    raise NoDesk(str(folder), f"has no {FILE}", f"make it a desk with: dateline init {folder}")


def template(name: str) -> str:
    """Return a desk.toml for a new desk: every setting explained, and commented out but the name."""
    lines = [
        "# The settings of this desk. Each may be left out; what is commented out is an example.",
        "",
    ]
    for key, default, description in settings():
        if key in _BLOCKS:
            lines += [*_comment(description), *_BLOCKS[key], ""]
        elif key in _TABLES:
            lines += [*_comment(description), f"# [{key}]"]
        else:
            bare, value = key.rpartition(".")[2], _toml(name if key == "name" else _EXAMPLE.get(key, default))
            lines += [*_comment(description), f"{'' if key == 'name' else '# '}{bare} = {value}", ""]
    return "\n".join(lines)


def block(name: str, values: dict[str, Any]) -> str:
    """Return a [[name]] block of desk.toml."""
    return "\n".join([f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in values.items())]) + "\n"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 98, initial_indent="# ", subsequent_indent="# ")


_TABLES = ("tables", "fetch", "archive", "web", "comments", "harm")
_EXAMPLE: dict[str, object] = {
    "country": "SY",
    "timezone": "Asia/Damascus",
    "max_read_chars": MAX_READ_CHARS,
    "tables.actors": "actors.toml",
    "tables.places": "places.csv",
    "fetch.contact": "desk@example.org",
    "fetch.proxy": "socks5://127.0.0.1:9050",
    "fetch.allow": ("intranet.example.org",),
    "archive.authority": "https://timestamp.example.org",
    "archive.certificate": "authority.pem",
    "web.address": "https://desk.example.org",
    "harm.withhold": ("Full Name",),
    "harm.delay_hours": 72,
}
_MARK_EXAMPLE = (
    "# [[mark]]",
    "# value = 100_000",
    '# status = "signed"      # signed, besieged, displaced, stranded, missing, present; left out, any',
    '# name = "Parliament considers a debate"',
    '# place = "Aleppo"       # the place or the series\' whole name; left out, any',
)
_SOURCE_EXAMPLE = (
    "# [[source]]",
    '# name = "Example News Agency"',
    '# kind = "agency"        # agency, outlet, official, party, monitor, medic, activist, social',
    '# owner = "Example Holding"',
    '# party = "a party to the conflict, or leave it out"',
    '# reliability = "B"      # A to F',
    '# url = "https://news.example.org/feed.xml"',
    '# schedule = "15 min"    # or "2 hours", "daily 06:00", "weekly mon 06:00"',
    "# follow = true          # fetch the page of each entry",
)


_BLOCKS = {"mark": _MARK_EXAMPLE, "source": _SOURCE_EXAMPLE}


def settings(model: type[Record] = Settings, prefix: str = "") -> Iterator[tuple[str, Any, str]]:
    """Yield (dotted key, default, description) of every setting, for the template and the docs."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        yield prefix + name, field.default, field.description or ""
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from settings(kind, f"{prefix}{name}.")


def _first(error: ValidationError, item: str) -> ConfigError:
    """Return the first thing wrong as one line, with the nearest known key for an unknown one."""
    first = error.errors()[0]
    path = [str(part) for part in first["loc"]]
    key = ".".join(path)
    if first["type"] != "extra_forbidden":
        problem = first["msg"].removeprefix("Value error, ")
        problem, _, step = problem.partition("; ")
        return ConfigError(item, f"{key}: {problem}", step or "mend that value")
    known = _keys(path[:-1])
    near = nearest(path[-1], known)
    hint = f"did you mean {near!r}?" if near else f"known keys: {', '.join(known)}"
    return ConfigError(item, f"unknown key {key!r}", hint)


def _keys(path: list[str]) -> list[str]:
    """Return the keys allowed at ``path``."""
    models: dict[str, type[Record]] = {
        "source": SourceEntry,
        "mark": Mark,
        "archive": Archive,
        "comments": Comments,
        "fetch": Policy,
        "harm": Harm,
        "tables": Tables,
        "web": Web,
    }
    return list(models.get(path[0] if path else "", Settings).model_fields)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:_}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # A JSON string is a basic string of TOML, but for one sign that TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
