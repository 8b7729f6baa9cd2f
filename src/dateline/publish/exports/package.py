"""Describes an export as a Data Package (datapackage.json) and checks an export against its description."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline import __version__
from dateline.errors import InputError, NotFound
from dateline.publish.exports.arrow import Files
from dateline.publish.exports.columns import Column
from dateline.publish.exports.tables import TABLES, Table, Taken

FILE = "datapackage.json"
PROFILE = "tabular-data-package"
# Where the sealed copies lie in an export that has them.
ARCHIVE = "archive"
# The names of types in the Data Package standard, where they are not ours.
_TYPES = {"list": "array", "json": "any"}
_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


def describe(
    taken: Taken, folder: Path, files: Files, counts: Mapping[str, int], now: dt.datetime
) -> dict[str, Any]:
    """Return what datapackage.json says of the tables in ``folder``: schema, rows, bytes and hash of each."""
    tables = [table for table in TABLES if table.name in counts]
    return {
        "profile": PROFILE if files.suffix == ".csv" and not taken.archive else "data-package",
        "name": "dateline-export",
        "title": taken.desk,
        "created": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": __version__,
        "audience": taken.audience,
        "selection": taken.selection,
        **({"description": taken.note} if taken.note else {}),
        "resources": [
            *(_resource(table, folder, files, counts[table.name]) for table in tables),
            *(_file(folder, path, n) for n, path in enumerate(_inside(folder / ARCHIVE))),
        ],
    }


def write(folder: Path, described: Mapping[str, Any]) -> None:
    """Write datapackage.json into the export."""
    text = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")


def load(folder: Path) -> dict[str, Any]:
    """Return what an export says of itself. Raises NotFound or InputError when ``folder`` holds none."""
    path = folder / FILE
    if not path.is_file():
        raise NotFound(str(folder), f"has no {FILE}", "name the folder that dateline export wrote")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        listed = [(one["name"], one["path"], one["hash"], one["bytes"]) for one in found["resources"]]
    except (ValueError, KeyError, TypeError) as error:
        step = "export again, or take the copy that is whole"
        raise InputError(str(path), f"is no description of an export ({error!r})", step) from error
    if any(
        not isinstance(name, str) or Path(name).is_absolute() or ".." in Path(name).parts
        for _, name, _, _ in listed
    ):
        raise InputError(str(path), "names a file outside its folder", "do not use this export")
    return dict(found)


def check(folder: Path, kinds: Sequence[Files]) -> Iterator[str]:
    """Yield everything in which an export is not what its datapackage.json says, one line each."""
    described = load(folder)
    listed = {FILE}
    for one in described["resources"]:
        listed.add(one["path"])
        yield from (f"{one['path']}: {problem}" for problem in _problems(folder, one, kinds))
    for path in _inside(folder):
        name = path.relative_to(folder).as_posix()
        if name not in listed:
            yield f"{name}: {FILE} does not name it"


def sha256(path: Path) -> str:
    """Return the hash of a file, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _problems(folder: Path, one: Mapping[str, Any], kinds: Sequence[Files]) -> Iterator[str]:
    path = folder / one["path"]
    if not path.is_file():
        yield "is missing"
        return
    if path.stat().st_size != one["bytes"]:
        yield f"has {path.stat().st_size:,} bytes, not {one['bytes']:,}"
    if f"sha256:{sha256(path)}" != one["hash"]:
        yield "was changed: its hash is another"
    table = next((each for each in TABLES if each.name == one["name"]), None)
    files = next((each for each in kinds if each.suffix == path.suffix), None)
    if table and files:
        yield from _rows(path, table, files, one.get("rows"))


def _rows(path: Path, table: Table, files: Files, expected: int | None) -> Iterator[str]:
    from dateline.publish.exports.arrow import schema  # noqa: PLC0415 - after the kinds are known

    try:
        count = sum(batch.num_rows for batch in files.batches(path, schema(table, files.lists)))
    except (pa.ArrowException, OSError) as error:
        yield f"cannot be read as the table {table.name}: {str(error).splitlines()[0]}"
        return
    if count != expected:
        yield f"has {count:,} rows, not {expected:,}"


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _file(folder: Path, path: Path, number: int) -> dict[str, Any]:
    """Return what is said of a file of the archive. It is no table, whatever its ending says."""
    found = {"name": f"archive-{number}", "path": path.relative_to(folder).as_posix(), "type": "file"}
    return {**found, "format": "bin", "bytes": path.stat().st_size, "hash": f"sha256:{sha256(path)}"}


def _resource(table: Table, folder: Path, files: Files, rows: int) -> dict[str, Any]:
    path = folder / f"{table.name}{files.suffix}"
    found: dict[str, Any] = {
        "name": table.name,
        "path": path.name,
        "description": table.about,
        "format": files.suffix[1:],
        "mediatype": _MEDIA[files.suffix],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "rows": rows,
        "schema": _schema(table),
    }
    if files.suffix == ".csv":
        found |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    return found


def _schema(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "fields": [_field(one) for one in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.points:
        found["foreignKeys"] = [
            {"fields": [own], "reference": {"resource": to.split(".")[0], "fields": [to.split(".")[1]]}}
            for own, to in table.points.items()
        ]
    return found


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.kind, column.kind)}
    if column.about:
        found["description"] = column.about
    if column.words:
        found["constraints"] = {"enum": list(column.words)}
    return found
