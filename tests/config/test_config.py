"""Settings are read as written; what is wrong is named with what was probably meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline import config
from dateline.errors import ConfigError, NoDesk


def test_settings_are_read(tmp_path: Path) -> None:
    file = tmp_path / config.FILE
    file.write_text(
        'name = "North"\ncountry = "SY"\ntimezone = "Asia/Damascus"\n[tables]\nactors = "a.toml"\n'
        '[[source]]\nname = "Example News"\nkind = "agency"\nreliability = "B"\n'
    )
    settings = config.load(file)
    assert (settings.name, settings.country, str(settings.zone)) == ("North", "SY", "Asia/Damascus")
    assert settings.tables.actors == Path("a.toml")
    assert settings.source == (config.SourceEntry(name="Example News", kind="agency", reliability="B"),)


def test_an_empty_file_is_a_desk(tmp_path: Path) -> None:
    (tmp_path / config.FILE).touch()
    assert config.load(tmp_path / config.FILE) == config.Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('timezon = "UTC"', "unknown key 'timezon'; did you mean 'timezone'?"),
        ('[tables]\nactor = "a.toml"', "unknown key 'tables.actor'; did you mean 'actors'?"),
        ('[[source]]\nname = "x"\nreliabilty = "A"', "did you mean 'reliability'?"),
        ("zzz = 1", "known keys: name,"),
        ('timezone = "Mars/Crater"', "'Mars/Crater' is no IANA time zone"),
        ('country = "Syria"', "country:"),
        ('[[source]]\nname = "x"\nreliability = "Z"', "source.0.reliability:"),
        ("name = ", "is not TOML"),
        ("[fetch]\nproxxy = 1", "unknown key 'fetch.proxxy'; did you mean 'proxy'?"),
        ("[fetch]\ndelay = -1", "fetch.delay:"),
        ('[[source]]\nname = "x"\nshedule = "daily"', "did you mean 'schedule'?"),
        ('[[source]]\nname = "x"\nurl = "https://a.example"\nschedule = "soon"', 'write it as "15 min"'),
        ('[[source]]\nname = "x"\nkind = "agncy"', "'agncy' is unknown; did you mean 'agency'?"),
        ('[[source]]\nname = "x"\nkind = "feed"', 'write collect = "feed"'),
        ('[[source]]\nname = "x"\ncollect = "fead"', "did you mean 'feed'?"),
        ('[[source]]\nname = "x"\nurl = "news.example"', "must begin with http://"),
        ('[[source]]\nname = "x"\nschedule = "daily"', "give it a url or a path"),
        ('[[source]]\nname = "x"\nurl = "https://a.example"\ncollect = "listing"', "say which of its links"),
        ('[[source]]\nname = "x"\npattern = "("', "is no regular expression"),
        ('[[source]]\nname = "x"\nrobots = false', "give robots_reason"),
        ('[[source]]\nname = "x"\ncolumns = { txt = "Body" }', "did you mean 'text'?"),
        ('[[source]]\nname = "x"\n[[source]]\nname = "X"', "two sources are named"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / config.FILE
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        config.load(file)
    assert said in str(caught.value)
    assert str(file) in str(caught.value)


def test_the_template_says_nothing_that_is_not_so() -> None:
    """As it stands it sets the name; with every example put to use it is still valid."""
    text = config.template('Our "desk"')
    assert config.parse(tomllib.loads(text)) == config.Settings(name='Our "desk"')
    used = "\n".join(
        line.removeprefix("# ")
        if line.startswith(("# [", "# ")) and ("=" in line or "[" in line[:4])
        else line
        for line in text.splitlines()
    )
    settings = config.parse(tomllib.loads(used))
    assert settings.fetch.contact and settings.source[0].times
    assert settings.source and settings.tables.places and settings.country and settings.zone


def test_the_desk_is_found_above(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    with pytest.raises(NoDesk, match="dateline init"):
        config.find(deep)
    (tmp_path / config.FILE).touch()
    assert config.find(deep) == tmp_path.resolve()
    with pytest.raises(NoDesk):
        config.here(deep)


def test_every_setting_is_described() -> None:
    assert all(description for _, _, description in config.settings())
