"""The text of an HTML element as a reader sees it: blocks apart, no scripts, spaces joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from lxml.html import HtmlElement

BLOCKS = (
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
# Characters that a page puts in for the line breaker, and that no reader sees.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
SILENT = "script style noscript template svg button select option textarea input iframe head object"
_BLOCKS, _SILENT = frozenset(BLOCKS.split()), frozenset(SILENT.split())


def text(
    element: HtmlElement,
    *,
    skip: Collection[HtmlElement] = (),
    unless: Callable[[HtmlElement], bool] | None = None,
) -> str:
    """Return the element's text: a blank line between blocks, a line break for <br>, single spaces else.

    Elements in ``skip`` and those inside for which ``unless`` is true are left out.
    """
    parts: list[str] = []
    _gather(element, parts, skip, unless)
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _gather(
    element: HtmlElement,
    parts: list[str],
    skip: Collection[HtmlElement],
    unless: Callable[[HtmlElement], bool] | None,
) -> None:
    """Append the text of ``element``, walking with a stack: pages may nest thousands deep."""
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, done = stack.pop()
        block = node.tag in _BLOCKS
        if done:
            parts.append("\n\n" if block else "")
        elif _shown(node, element, skip, unless):
            parts.append("\n\n" if block else "\n" if node.tag == "br" else "")
            parts.append(_flat(node.text))
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            continue
        if node is not element:
            parts.append(_flat(node.tail))


def _shown(
    node: HtmlElement,
    root: HtmlElement,
    skip: Collection[HtmlElement],
    unless: Callable[[HtmlElement], bool] | None,
) -> bool:
    if not isinstance(node.tag, str) or node.tag in _SILENT or node in skip:
        return False
    return node is root or unless is None or not unless(node)


def _flat(value: str | None) -> str:
    return re.sub(r"\s+", " ", INVISIBLE.sub("", value)) if value else ""
