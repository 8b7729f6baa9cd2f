"""A desk is a folder: desk.toml, its database, its archive. Made, found and opened here."""

# ruff: noqa: PLC0415 - Django loads when a desk is opened, not before
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import config, disk
from dateline.archive import keys, lock
from dateline.errors import ConfigError, ReadOnlyDesk

if TYPE_CHECKING:
    from dateline.store.desk import Database

ARCHIVE, KEY = "archive", "desk.key"


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk: its folder, its settings and its database."""

    folder: Path
    settings: config.Settings
    database: Database

    @property
    def archive(self) -> Path:
        return self.folder / ARCHIVE

    @property
    def key(self) -> keys.Key:
        """The key that signs this desk's archive; one is made for a desk that has none."""
        return keys.ensure(self.folder / KEY, self.archive)

    def table(self, path: Path | None) -> Path | None:
        """Return where a table of this desk's settings is. Raises ConfigError when it is not there."""
        if path is None:
            return None
        if not (self.folder / path).is_file():
            raise ConfigError(str(self.folder / path), "the table is not there", f"mend {config.FILE}")
        return self.folder / path

    def must_be_writable(self) -> None:
        """Raise ReadOnlyDesk before any work is done that could not be kept."""
        if not self.database.writable:
            raise ReadOnlyDesk(str(self.folder), "cannot be written", disk.COPY_IT)


def init(folder: Path) -> Desk:
    """Make a desk in ``folder``; a folder that is a desk already stays as it is."""
    from dateline.store.desk import open_database

    with disk.named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ARCHIVE).mkdir(exist_ok=True)
        if not (folder / config.FILE).exists():
            text = config.template(folder.resolve().name)
            (folder / config.FILE).write_text(text, encoding="utf-8")
        with lock.locked(folder / ARCHIVE):
            keys.ensure(folder / KEY, folder / ARCHIVE)
    return Desk(folder, config.load(folder / config.FILE), open_database(folder))


def open_desk(at: Path | None = None) -> Desk:
    """Return the desk in ``at``, or the nearest at or above the current folder; raises NoDesk."""
    from dateline.store.desk import open_database

    folder = config.find(Path.cwd()) if at is None else config.here(at)
    return Desk(folder, config.load(folder / config.FILE), open_database(folder))
