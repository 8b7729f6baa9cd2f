"""Reads readers' comments from a page's own structure and takes them out of the page.

A comment is an element that says so: schema.org's Comment, an id such as "comment-123", or a class
whose word is "comment". Its answers are the comments nested in it, or one level deeper when the
page flattens its threads and numbers their depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml.html import HtmlElement

from dateline import data
from dateline.collect import blocks, dates

TAGS = frozenset({"li", "article", "div", "section", "tr", "dd", "dl", "blockquote"})
NUMBERED = re.compile(
    r"(?:^|[-_])comm?ent[a-z]*[-_]?(?:id|nr|no|item|box|entry|block)?[-_]?(\d+)$", re.IGNORECASE
)
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
DEPTH = re.compile(r"(?:^|[-_])(?:depth|level|indent)[-_]?(\d{1,2})$", re.IGNORECASE)
# A name longer than this is a sentence that stands in the name's place.
LONGEST_NAME = 80
# An element that holds more of the page's paragraphs than this is the article ("comment" is also what papers
# call an opinion piece), unless it is one of several of its kind.
ARTICLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment as the page gives it: its words, how deep it stands in its thread, who wrote it, when."""

    text: str
    depth: int = 0
    author: str | None = None
    published: str | None = None


def take(tree: HtmlElement) -> list[Remark]:
    """Return the comments of the page in order, and remove them and their forms from ``tree``."""
    items = _items(tree)
    chosen = set(items)
    remarks = [remark for item in items if (remark := _remark(item, chosen)) is not None]
    for item in items:
        _drop(item)
    for area in [e for e in tree.iter("div", "section", "ol", "ul", "aside", "form") if _is_area(e)]:
        _drop(area)
    return remarks


# -- which elements are comments ----------------------------------------------------


def _items(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements that are one comment each, outermost first where several wrap the same one."""
    marked = [element for element in tree.iter(*TAGS) if _is_item(element)]
    known = set(marked)
    inside: dict[HtmlElement, list[HtmlElement]] = {element: [] for element in marked}
    for element in marked:
        outer = _nearest(element, known)
        if outer is not None:
            inside[outer].append(element)
    wrappers = {e for e in marked if _wraps_several(e, inside[e])}
    kept: list[HtmlElement] = []
    chosen: set[HtmlElement] = set()
    for element in marked:
        if element in wrappers:
            continue
        outer = _nearest(element, chosen)
        if outer is None or _answers(element, outer):
            kept.append(element)
            chosen.add(element)
    kept = [element for element in kept if _body(element, chosen - {element})]
    return _without_article(tree, kept)


def _is_item(element: HtmlElement) -> bool:
    kind = (element.get("itemtype") or "") + " " + (element.get("itemprop") or "")
    if re.search(r"schema\.org/(?:User)?Comment|\bcomment\b", kind):
        return True
    if NUMBERED.search(element.get("id") or "") or element.get("data-comment-id"):
        return not _is_form(element)
    if element.tag == "dd" and "comment-body" in _classes(
        element
    ):  # Blogger: the writer stands in the <dt> above
        return True
    return any(_names_item(name) for name in _classes(element)) and not _is_form(element)


def _names_item(name: str) -> bool:
    """Return whether a class is "comment", "xy-comment", "comments__item"; "comment-count" is none."""
    words = re.split(r"[-_]+", name)
    for i, word in enumerate(words):
        following = words[i + 1 :]
        if word in _table("item", "words") and all(w in _table("item", "wholes") for w in following):
            return True
        if (
            word in _table("area", "names")
            and following
            and all(w in _table("item", "single") for w in following)
        ):
            return True
    return False


def _is_form(element: HtmlElement) -> bool:
    """Return whether the element is where one writes, not reads."""
    return next(element.iter("textarea"), None) is not None and not element.xpath(".//p[normalize-space()]")


def _nearest(element: HtmlElement, among: set[HtmlElement]) -> HtmlElement | None:
    return next((outer for outer in element.iterancestors() if outer in among), None)


def _wraps_several(element: HtmlElement, inside: list[HtmlElement]) -> bool:
    """Return whether the element only holds comments: several, or a numbered one, and nothing of its own."""
    numbers = {number for inner in inside if (number := _number(inner))}
    own = _number(element)
    if own and (not numbers or own in numbers):
        return False
    direct = [inner for inner in inside if not _in_answers(inner, element)]
    if len(direct) < 2 and not (numbers and not own):
        return False
    return not _body(element, set(inside))


def _answers(element: HtmlElement, outer: HtmlElement) -> bool:
    """Return whether ``element`` is an answer to ``outer``, not another wrapper of the same comment."""
    mine, theirs = _number(element), _number(outer)
    if mine and theirs:
        return mine != theirs
    return _in_answers(element, outer)


def _in_answers(element: HtmlElement, outer: HtmlElement) -> bool:
    """Return whether a list of answers stands between the two."""
    for between in element.iterancestors():
        if between is outer:
            return False
        if between.tag in {"ol", "ul"} or any(name in _table("part", "answers") for name in _words(between)):
            return True
    return False


def _number(element: HtmlElement) -> str | None:
    match = NUMBERED.search(element.get("id") or "")
    return match.group(1) if match else element.get("data-comment-id")


def _without_article(tree: HtmlElement, items: list[HtmlElement]) -> list[HtmlElement]:
    """Return the comments without a single one that holds most of the page's prose."""
    if len(items) != 1:
        return items
    prose = sum(len(p.text_content()) for p in tree.iter("p"))
    held = sum(len(p.text_content()) for p in items[0].iter("p"))
    return items if held <= ARTICLE_SHARE * prose or _number(items[0]) else []


# -- what a comment says ---------------------------------------------------------------


def _remark(item: HtmlElement, items: set[HtmlElement]) -> Remark | None:
    text = _body(item, items - {item})
    if not text:
        return None
    return Remark(text, _depth(item, items), _author(item, items), _published(item, items))


def _depth(item: HtmlElement, items: set[HtmlElement]) -> int:
    """Return 0 for a comment on the article: the page's own number, else how many comments it stands in."""
    for name in _classes(item):
        if match := DEPTH.search(name):
            return max(0, int(match.group(1)) - (1 if "depth" in name else 0))
    nested = sum(outer in items for outer in item.iterancestors())
    if nested == 0 and any(_is_answers(outer) for outer in item.iterancestors()):
        return 1
    return nested


def _is_answers(element: HtmlElement) -> bool:
    return any(name in _table("part", "answers") for name in _words(element))


def _body(item: HtmlElement, others: set[HtmlElement]) -> str:
    """Return what the reader wrote: the part named so, the paragraphs, or all but the parts about it."""
    own = list(_own(item, others))
    for name in _list("part", "bodies"):
        named = [e for e in own if e is not item and name in _words(e) and not _about(e)]
        texts = [t for e in _outermost(named) if (t := blocks.text(e, skip=others, unless=_about))]
        if texts:
            return "\n\n".join(texts)
    paragraphs = [t for e in own if e.tag == "p" and (t := blocks.text(e, skip=others))]
    if paragraphs:
        return "\n\n".join(paragraphs)
    return blocks.text(item, skip=others, unless=_about)


def _own(item: HtmlElement, others: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the elements of a comment in order, without those of the comments nested in it."""
    stack = [item]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(
            child for child in reversed(element) if isinstance(child.tag, str) and child not in others
        )


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen = set(elements)
    return [e for e in elements if not any(outer in chosen for outer in e.iterancestors())]


def _about(element: HtmlElement) -> bool:
    return element.tag in {"form", "button", "time", "cite", "footer", "header"} or bool(
        _table("part", "abouts") & set(_words(element))
    )


def _author(item: HtmlElement, others: set[HtmlElement]) -> str | None:
    own = list(_own(item, others - {item}))
    wanted = [[e for e in own if (e.get("itemprop") or "") in {"author", "creator", "name"}]]
    wanted += [[e for e in own if e is not item and name in _words(e)] for name in _list("part", "authors")]
    wanted.append([e for e in own if e.tag == "cite"])
    for elements in wanted:
        for element in elements:
            name = _name(element.text_content())
            if name:
                return name
    above = item.getprevious() if item.tag == "dd" else None
    return _name(above.text_content()) if above is not None and above.tag == "dt" else None


def _name(text: str) -> str | None:
    """Return the name in an author line, without "says:" and what follows it."""
    text = " ".join(text.split())
    match = _says().search(text)
    text = (text[: match.start()] if match else text).strip(" :,-–|·")
    return text if text and len(text) <= LONGEST_NAME else None


def _published(item: HtmlElement, others: set[HtmlElement]) -> str | None:
    """Return the moment a comment was written, in ISO 8601 where its text can be read, else as printed."""
    own = list(_own(item, others - {item}))
    for element in own:
        stamp = element.get("datetime") or (
            element.get("content") if "date" in (element.get("itemprop") or "") else None
        )
        if stamp:
            return str(stamp)
    for name in _list("part", "times"):
        for element in own:
            if element is not item and name in _words(element):
                text = " ".join(element.text_content().split())
                if re.search(r"\d", text) and len(text) < LONGEST_NAME:
                    return _iso(text)
    return None


def _iso(text: str) -> str:
    try:
        day, moment = dates.parse(text)
    except (ValueError, OverflowError):
        return text
    return (
        moment.isoformat() if moment else (day.isoformat() if not re.search(r"\d[:.h]\d\d", text) else text)
    )


# -- words ------------------------------------------------------------------------------


def _is_area(element: HtmlElement) -> bool:
    names = {*_classes(element), (element.get("id") or "").casefold()}
    return bool(names & _table("area", "names")) and next(element.iter("h1"), None) is None


def _drop(element: HtmlElement) -> None:
    """Remove an element and keep the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def _classes(element: HtmlElement) -> list[str]:
    """Return the classes in small letters, "commentItem" as "comment-item"."""
    return HUMP.sub("-", element.get("class") or "").casefold().split()


def _words(element: HtmlElement) -> list[str]:
    """Return the words of the element's classes, whole and apart: "comment-content" gives three."""
    names = _classes(element)
    return names + [word for name in names for word in re.split(r"[-_]+", name)]


@cache
def _table(section: str, key: str) -> frozenset[str]:
    return frozenset(_list(section, key))


@cache
def _list(section: str, key: str) -> tuple[str, ...]:
    return tuple(data.toml("discussion")[section][key])


@cache
def _says() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_list("says", "words"), key=len, reverse=True))
    return re.compile(rf"\s(?:{words})\b\s*(?::|$|\W.*$)", re.IGNORECASE)
