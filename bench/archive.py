"""Measures sealing: ``python -m bench.archive [--pages N] [--rounds N]``.

Sealing fetched pages (records, log, signed head, all synced) against warcio alone writing the same records
into one file, in turns in the same run; medians over the rounds. Pages are the repository's sample reports
as HTML, sent packed, as most servers send them. Then verifying what was sealed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.archive import keys, lock, log, seal
from dateline.archive.exchanges import Exchange
from dateline.archive.verify import verify
from dateline.pipeline.adding import BATCH_INPUTS

SAMPLES = Path(__file__).parent.parent / "samples"
NOW = dt.datetime(2016, 12, 4, 18, tzinfo=dt.UTC)
# A news page with its frame is some 40 kB of HTML, most of it the frame.
PAGE = 40_000


def exchanges(number: int) -> list[Exchange]:
    """Return fetched pages, each with words of its own."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.rglob("*.txt"))]
    chance = random.Random(1)  # noqa: S311 - words, not secrets
    found = []
    for i in range(number):
        words = " ".join(chance.sample(texts, min(3, len(texts)))).split()
        chance.shuffle(words)
        html = f"<html><title>{i}</title><p>{' '.join(words)}".encode()
        payload = (html * (PAGE // len(html) + 1))[:PAGE]
        raw = gzip.compress(payload, 6)
        headers = (
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(raw))),
        )
        sent = (("Host", "port.example"), ("User-Agent", "Dateline"), ("Accept", "text/html"))
        found.append(
            Exchange(f"https://port.example/{i}", 200, headers, raw, payload, NOW, "text/html", sent=sent)
        )
    return found


def sealed(root: Path, found: Sequence[Exchange]) -> None:
    """Seal as collecting does: a batch at a time, each under the lock."""
    for start in range(0, len(found), BATCH_INPUTS):
        with lock.locked(root):
            key = keys.ensure(root.parent / "desk.key", root)
            list(seal.repair(root, key, NOW))
            seal.seal(root, found[start : start + BATCH_INPUTS], NOW, key)


def written(root: Path, found: Sequence[Exchange]) -> None:
    """Write the same pairs with warcio alone: no log, no sync, its own digests."""
    root.mkdir(parents=True)
    with (root / "bare.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        for one in found:
            answer = StatusAndHeaders("200 OK", list(one.headers), protocol="HTTP/1.1")
            request = StatusAndHeaders("/ HTTP/1.1", list(one.sent), protocol="GET")
            response = writer.create_warc_record(
                one.url, "response", payload=io.BytesIO(one.raw), length=len(one.raw), http_headers=answer
            )
            asked = writer.create_warc_record(
                one.url, "request", payload=io.BytesIO(), length=0, http_headers=request
            )
            writer.write_request_response_pair(asked, response)


def timed(run: Callable[[], None]) -> float:
    """Return the seconds a run takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=640)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    found = exchanges(wanted.pages)
    ours, bare = [], []
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        for number in range(wanted.rounds):
            root = Path(folder) / f"{number}" / "archive"
            ours.append(timed(lambda root=root: sealed(root, found)))  # type: ignore[misc]
            bare.append(timed(lambda root=root: written(root.parent / "bare", found)))  # type: ignore[misc]
        lines = [one for one in log.read(root) if isinstance(one, log.Sealed)]
        rows = {one.line.seq: (one.seal, seal.capture(one)) for one in lines}
        assert len(lines) == wanted.pages
        checking = timed(lambda: print(f"findings {len(list(verify(root, rows)))}"))
    own, other = (wanted.pages / statistics.median(times) for times in (ours, bare))
    print(f"sealed    {own:8,.0f} pages/s (batches of {BATCH_INPUTS}, synced, logged, signed)")
    print(f"warcio    {other:8,.0f} pages/s (the same records, no sync)")
    print(f"ratio     {own / other:8.2f}")
    print(f"verified  {wanted.pages / checking:8,.0f} pages/s")


if __name__ == "__main__":
    main()
