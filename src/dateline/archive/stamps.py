"""Time-stamp tokens of an authority (RFC 3161): a third party's word that a day's head existed by then.

A token is sealed like any other copy, under the name of the head it stamps, so the log and the next head
hold it too. Only the hash of a head leaves the desk.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from dateline.archive import heads, log
from dateline.archive.log import Line, Sealed
from dateline.errors import ConfigError, FetchError

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
SUFFIX = ".tsr"
# An authority signs in milliseconds; one that needs longer is down.
SECONDS = 20
GRANTED = 0
AGAIN = "the next add asks again; check [archive] in desk.toml"


def head_of(line: Line) -> str | None:
    """Return the file of the head that a line's copy is a token of, or None when it is none."""
    named = line.uri.startswith(f"{heads.FOLDER}/") and line.uri.endswith(SUFFIX)
    return line.uri.removesuffix(SUFFIX) + ".json" if line.media_type == REPLY and named else None


def name(head: Path) -> str:
    """Return the address under which the token of a head is sealed."""
    return f"{heads.FOLDER}/{head.stem}{SUFFIX}"


def wanted(root: Path, today: dt.date) -> list[Path]:
    """Return the heads of days that are over and have no token, oldest first."""
    over = [path for path in heads.files(root) if path.stem < str(today)]
    if not over:
        return []
    lines = (found.line for found in log.read(root) if isinstance(found, Sealed))
    have = {head_of(line) for line in lines}
    return [path for path in over if f"{heads.FOLDER}/{path.name}" not in have]


def ask(url: str, content: bytes, roots: Sequence[x509.Certificate], proxy: str | None = None) -> bytes:
    """Return an authority's token for ``content``. Raises FetchError when it gives none that holds."""
    import httpx  # noqa: PLC0415 - loaded only where an authority is asked

    request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
    headers = {"Content-Type": QUERY, "Accept": REPLY}
    try:
        with httpx.Client(proxy=proxy, timeout=SECONDS) as client:
            answer = client.post(url, content=request.as_bytes(), headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(url, f"gave no time stamp ({error or type(error).__name__})", AGAIN) from error
    if answer.status_code != 200:
        raise FetchError(url, f"gave no time stamp (answered {answer.status_code})", AGAIN)
    problem = check(answer.content, content, roots)
    if problem is None and decode_timestamp_response(answer.content).tst_info.nonce != request.nonce:
        problem = "answers another request"
    if problem:
        raise FetchError(url, f"gave a time stamp that {problem}", AGAIN)
    return answer.content


def check(token: bytes, content: bytes, roots: Sequence[x509.Certificate]) -> str | None:
    """Return why a token does not stamp ``content``, or None.

    Without ``roots``, who issued it is not checked.
    """
    try:
        reply = decode_timestamp_response(token)
        if reply.status != GRANTED:
            return "was refused by the authority"
        if reply.tst_info.message_imprint.message != hashlib.sha256(content).digest():
            return "is of other bytes"
        if roots:
            _verifier(roots).verify_message(reply, content)
    except VerificationError as error:
        return f"is not signed by the authority ({error})"
    except ValueError as error:
        return f"cannot be read ({error})"
    return None


def moment(token: bytes) -> dt.datetime:
    """Return when a token says that it was made."""
    return decode_timestamp_response(token).tst_info.gen_time


def certificates(path: Path | None) -> list[x509.Certificate]:
    """Return the certificates of a PEM file. Raises ConfigError when it holds none."""
    if path is None:
        return []
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError as error:
        raise ConfigError(str(path), "holds no certificate", "save the authority's as PEM") from error


def _verifier(roots: Sequence[x509.Certificate]) -> Any:
    """Trust what signed itself; the others are links on the way to it."""
    builder = VerifierBuilder()
    for one in roots:
        own = one.issuer == one.subject
        builder = builder.add_root_certificate(one) if own else builder.add_intermediate_certificate(one)
    return builder.build()
