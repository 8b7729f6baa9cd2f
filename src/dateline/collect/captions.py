"""Finds the captions of a page's figures, and the paragraphs below them that tell where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from dateline.collect import blocks

NAMES = re.compile(r"(?:^|[-_\s])(?:wp-)?caption(?:-text)?(?:$|\s)|bildunterschrift", re.IGNORECASE)
# Captions of galleries run to a few sentences; a longer element of that class wraps the whole article.
LONGEST = 600
# Shorter ones name a photographer or a person; they tell nothing that happened.
SHORTEST = 8
# A caption belongs to the article when one of the next paragraphs does: below a figure may stand its
# credit, a link and an advertisement before the article goes on.
LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Caption:
    """What a page says under a picture, and the next paragraphs below it."""

    text: str
    below: tuple[str, ...]


def find(tree: HtmlElement) -> list[Caption]:
    """Return the captions in the order of the page. Must run before the tree is taken apart."""
    found: list[tuple[str, list[str]]] = []
    inside: set[HtmlElement] = set()
    for element in tree.iter("figcaption", "p", "div", "span", "dd", "h2", "h3"):
        if element.getparent() in inside:
            inside.add(element)
        elif _is_caption(element):
            inside.add(element)
            text = " ".join(blocks.text(element).split())
            if len(text.split()) >= SHORTEST and all(text != other for other, _ in found):
                found.append((text, []))
        elif element.tag in {"p", "h2", "h3"}:
            text = element.text_content()
            for _, below in found[-LOOKED_AT:]:
                if len(below) < LOOKED_AT:
                    below.append(text)
    return [Caption(text, tuple(below)) for text, below in found]


def _is_caption(element: HtmlElement) -> bool:
    if element.tag != "figcaption" and not NAMES.search(element.get("class") or ""):
        return False
    return 0 < len(element.text_content()) <= LONGEST and element.tag not in {"h2", "h3"}
