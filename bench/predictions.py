"""Predictions: what ``dateline read --json`` prints for a set's documents, and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Doc = dict[str, Any]
GIVEN = ("doc_id", "title", "published", "source", "url", "text")


def load(path: Path, limit: int | None = None) -> list[Doc]:
    """Return the documents of a .jsonl file; with a limit, so many spread evenly over the file."""
    with path.open(encoding="utf-8") as lines:
        docs: list[Doc] = [json.loads(line) for line in lines if line.strip()]
    if limit is None or limit >= len(docs):
        return docs
    return [docs[i * len(docs) // limit] for i in range(limit)]


def read_texts(docs: Sequence[Doc]) -> list[Doc]:
    """Return what is read from each document, in their order, gold kept away from the reader."""
    given = [{key: doc[key] for key in GIVEN if doc.get(key)} for doc in docs]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        path.write_text("".join(json.dumps(doc) + "\n" for doc in given), encoding="utf-8")
        read = {report["key"]: report for report in _dateline(path)}
    return [read.get(doc["doc_id"]) or {"failures": ["not read"]} for doc in docs]


def read_files(paths: Sequence[Path]) -> list[Doc]:
    """Return what is read from each file, in their order."""
    read = {report["capture"]: report for report in _dateline(*paths)}
    sealed = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    return [read.get(digest) or {"failures": ["not read"]} for digest in sealed]


def _dateline(*paths: Path) -> Iterator[Doc]:
    """Run ``dateline read --json`` in a process of its own, on one thread."""
    command = [sys.executable, "-m", "dateline", "read", "--json", "--quiet", *map(str, paths)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
