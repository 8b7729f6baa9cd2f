"""Packs sealed copies as WACZ 1.1.1: one zip that any replay tool opens, its digest signed.

The records of a fetched copy are those of the archive, byte for byte. A file added by hand becomes a
``resource`` record under a file: address. The index is made by the ``wacz`` package.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from wacz.waczindexer import WACZIndexer

from dateline import __version__
from dateline.archive import exchanges, payloads, seal, warcs
from dateline.archive.keys import Key
from dateline.archive.log import Sealed
from dateline.errors import Tampered

WARC = "archive/dateline.warc.gz"
PAGES = "pages/pages.jsonl"
# What browsers show as a page; replay tools list these and find the rest by address.
SHOWN = frozenset({"text/html", "application/xhtml+xml"})
INDEXED_LINES = 1024  # the block of the compressed index that the wacz tool itself uses
# r and s of P-384, each 48 bytes: browsers sign and check the two side by side (IEEE P1363).
P384 = 48


@dataclass(frozen=True, slots=True)
class Packed:
    """One sealed copy to pack, with the title its page is listed under."""

    sealed: Sealed
    title: str | None = None


def write(
    out: Path,
    root: Path,
    found: Sequence[Packed],
    *,
    title: str,
    now: dt.datetime,
    key: Key,
    packer: ec.EllipticCurvePrivateKey,
) -> None:
    """Write ``found`` into ``out``, whole or not at all. Raises Tampered for a copy that has changed.

    The digest is signed twice: with ``packer``, as WACZ Signing 0.1.0 and its tools want it (ECDSA), and
    with the desk's own key.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        warc = Path(folder) / Path(WARC).name
        with warc.open("wb") as file:
            file.write(exchanges.about(warc.name))
            for one in found:
                file.write(_records(root, one.sealed))
        draft = Path(folder) / "draft.wacz"
        with zipfile.ZipFile(draft, "w") as archive:
            indexer = _index(archive, warc, now)
            archive.write(warc, WARC)
            archive.writestr(_entry(PAGES, now), "".join(_pages(found)))
            package = _package(indexer, archive, title, now)
            archive.writestr(_entry("datapackage.json", now), package)
            digest = _digest(package, now, key, packer)
            archive.writestr(_entry("datapackage-digest.json", now), json.dumps(digest, indent=2))
        _put(draft, out)


def address(uri: str) -> str:
    """Return the address under which a copy is replayed: its own, or a file's."""
    return uri if uri.startswith(("http://", "https://")) else "file:///" + quote(uri, safe="/!#@,;=")


def _records(root: Path, sealed: Sealed) -> bytes:
    line, place = sealed.line, sealed.line.warc
    problem = warcs.check(root, place, line.sha256, line.size) if place else payloads.check(root, line.sha256)
    if problem:
        raise Tampered(line.uri, problem, seal.RESTORE)
    if place:
        return warcs.records(root, place)
    return exchanges.resource(address(line.uri), line.media_type, payloads.get(root, line.sha256), line.time)


def _index(archive: zipfile.ZipFile, warc: Path, now: dt.datetime) -> Any:
    """Write the compressed index and its own index; return the indexer, which describes the package."""
    names = io.TextIOWrapper(listed := io.BytesIO(), "utf-8", write_through=True)
    with archive.open(_entry("indexes/index.cdx.gz", now, zipfile.ZIP_STORED), "w") as data:
        indexer = WACZIndexer(
            names,
            [str(warc)],
            sort=True,
            post_append=True,
            compress=data,
            lines=INDEXED_LINES,
            digest_records=True,
            fields="referrer",
            data_out_name="index.cdx.gz",
            hash_type="sha256",
            main_url=None,
            main_ts=None,
            detect_pages=False,
            extract_text=False,
        )
        indexer.process_all()
    archive.writestr(_entry("indexes/index.idx", now), listed.getvalue())
    return indexer


def _pages(found: Sequence[Packed]) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Pages"}) + "\n"
    for one in found:
        line = one.sealed.line
        if line.media_type not in SHOWN:
            continue
        page = {"id": f"line-{line.seq}", "url": address(line.uri), "title": one.title or line.uri}
        yield json.dumps(page | {"ts": _stamp(line.time)}) + "\n"


def _package(indexer: Any, archive: zipfile.ZipFile, title: str, now: dt.datetime) -> bytes:
    described = json.loads(indexer.generate_datapackage(Namespace(title=title, desc="", date=""), archive))
    made = {"created": _stamp(now), "software": f"Dateline/{__version__}; {described['software']}"}
    return json.dumps(described | made, indent=2).encode()


def _digest(package: bytes, now: dt.datetime, key: Key, packer: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """Return datapackage-digest.json. What is signed is the hash as it is written there."""
    name = f"sha256:{hashlib.sha256(package).hexdigest()}"
    r, s = utils.decode_dss_signature(packer.sign(name.encode(), ec.ECDSA(hashes.SHA256())))
    public = packer.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    signed = {
        "hash": name,
        "created": _stamp(now),
        "software": f"Dateline/{__version__}",
        "version": "0.1.0",
        "signature": _text(r.to_bytes(P384, "big") + s.to_bytes(P384, "big")),
        "publicKey": _text(public),
    }
    own = {"key": key.name, "signature": _text(key.sign(name.encode()))}
    return {"path": "datapackage.json", "hash": name, "signedData": signed, "dateline": own}


def _entry(name: str, now: dt.datetime, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type = method
    return info


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(signature: bytes) -> str:
    return base64.b64encode(signature).decode()


def _put(draft: Path, out: Path) -> None:
    """Move the finished zip into its place, over another disk if need be."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f".{out.name}.draft")
    try:
        shutil.copyfile(draft, beside)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
