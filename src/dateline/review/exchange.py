"""Comments as files: Dateline's own JSON, which keeps every change, and the XML of Disqus.

A file is hostile until read: XML without entities or outside documents, under a size limit that the caller
sets, and HTML turned into plain text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree, html
from pydantic import ValidationError

from dateline.errors import NotText
from dateline.model import Record, Remark, RemarkChange, RemarkState

FORMAT = "dateline-comments/1"
_NS = "http://disqus.com"
_DSQ = "http://disqus.com/disqus-internals"
_ID = f"{{{_DSQ}}}id"
_DEEPEST = 50


class Carried(Record):
    """A comment in a file. ``origin`` names it there, ``parent`` is the origin of the one it answers."""

    origin: str
    thread: str
    parent: str | None = None
    name: str
    text: str
    at: dt.datetime
    correction: bool = False
    about: str | None = None
    quoted: str | None = None
    claim: tuple[str, ...] = ()
    removed: bool = False
    changes: tuple[RemarkChange, ...] = ()


def dump_json(remarks: Sequence[Remark], changes: Mapping[int, Sequence[RemarkChange]]) -> str:
    """Return comments as JSON with every change of each; nothing of a writer but what they signed with."""
    found = [
        Carried(
            origin=f"dateline:{r.id}",
            thread=r.thread,
            parent=f"dateline:{r.parent}" if r.parent else None,
            name=r.name,
            text=r.text,
            at=r.at,
            correction=r.correction,
            about=r.about,
            quoted=r.quoted,
            claim=r.claim,
            removed=r.state is RemarkState.REMOVED,
            changes=tuple(changes.get(r.id, ())),
        ).model_dump(mode="json")
        for r in remarks
    ]
    return json.dumps({"format": FORMAT, "comments": found}, ensure_ascii=False, indent=1) + "\n"


def dump_disqus(remarks: Sequence[Remark], site: str) -> bytes:
    """Return the comments that readers see, and the places of removed ones, as Disqus XML."""
    root = etree.Element(f"{{{_NS}}}disqus", nsmap={None: _NS, "dsq": _DSQ})  # type: ignore[dict-item]
    shown = [r for r in remarks if r.state in (RemarkState.PUBLISHED, RemarkState.REMOVED)]
    threads = {name: number for number, name in enumerate(dict.fromkeys(r.thread for r in shown), 1)}
    for name, number in threads.items():
        own = etree.SubElement(root, f"{{{_NS}}}thread", {_ID: str(number)})
        _say(own, id=name, link=site.rstrip("/") + _path(name), title=name)
    for remark in shown:
        own = etree.SubElement(root, f"{{{_NS}}}post", {_ID: str(remark.id)})
        lines = "".join(f"<p>{_escaped(part)}</p>" for part in remark.text.split("\n\n"))
        gone = remark.state is RemarkState.REMOVED
        _say(own, id=f"dateline:{remark.id}", message=lines, createdAt=f"{remark.at:%Y-%m-%dT%H:%M:%SZ}")
        _say(own, isDeleted=str(gone).lower(), isSpam="false")
        author = etree.SubElement(own, f"{{{_NS}}}author")
        _say(author, name=remark.name, isAnonymous="true")
        etree.SubElement(own, f"{{{_NS}}}thread", {_ID: str(threads[remark.thread])})
        if remark.parent:
            etree.SubElement(own, f"{{{_NS}}}parent", {_ID: str(remark.parent)})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def read(data: bytes) -> list[Carried]:
    """Return the comments of a file, in an order in which each follows what it answers. Raises NotText."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    found = _json(data) if start == b"{" else _disqus(data)
    return _ordered(found)


def _json(data: bytes) -> list[Carried]:
    try:
        table: dict[str, Any] = json.loads(data.decode("utf-8-sig"))
        if table.get("format") != FORMAT:
            raise NotText("the file", f"is no {FORMAT}", "export it from a desk of this version")
        return [Carried.model_validate(one) for one in table["comments"]]
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError) as error:
        raise NotText("the file", "holds no comments that can be read", "choose another file") from error


def _disqus(data: bytes) -> list[Carried]:
    # No entities put in, no other document asked for, no tree deeper or larger than libxml2's own limits.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotText("the file", "is neither JSON nor whole XML", "choose another file") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotText("the file", "declares entities, as no export of comments does", "choose another file")
    threads = {own.get(_ID): _thread(own) for own in root.findall(f"{{{_NS}}}thread")}
    found = []
    for post in root.findall(f"{{{_NS}}}post"):
        thread, parent = post.find(f"{{{_NS}}}thread"), post.find(f"{{{_NS}}}parent")
        name = threads.get(thread.get(_ID)) if thread is not None else None
        text, when = _plain(_told(post, "message")), _moment(_told(post, "createdAt"))
        if not name or not text or when is None:
            continue
        author = post.find(f"{{{_NS}}}author")
        found.append(
            Carried(
                origin=f"disqus:{post.get(_ID)}",
                thread=name,
                parent=f"disqus:{parent.get(_ID)}" if parent is not None else None,
                name=(_told(author, "name") if author is not None else "") or "A reader",
                text=text,
                at=when,
                removed="true" in (_told(post, "isDeleted"), _told(post, "isSpam")),
            )
        )
    return found


def _thread(own: Any) -> str | None:
    """Return the thread that a Disqus thread stands for: by its identifier, or by its page's address."""
    for said in (_told(own, "id"), _told(own, "link")):
        if re.fullmatch(r"brief:\d{4}-\d{2}-\d{2}|incident:[0-9a-f]+", said):
            return said
        if match := re.search(r"/(briefs/\d{4}-\d{2}-\d{2}|incidents/[0-9a-f]+)(?:/|$)", said):
            kind, _, word = match[1].partition("/")
            return f"{kind[:-1]}:{word}"
    return None


def _plain(message: str) -> str:
    """Return a message's HTML as plain text, a blank line between its paragraphs."""
    if not message.strip():
        return ""
    message = re.sub(r"(?i)<br\s*/?>", "\n", message)
    message = re.sub(r"(?i)</p>|</div>|</blockquote>|</li>", "\n\n", message)
    try:
        text = html.fragment_fromstring(message, create_parent="div").text_content()
    except (etree.ParserError, ValueError):
        text = re.sub(r"<[^>]*>", "", message)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _ordered(found: Iterable[Carried]) -> list[Carried]:
    """Return the comments, each after the one it answers; an answer to nothing known answers nobody."""
    todo = {one.origin: one for one in found}
    made: dict[str, Carried] = {}
    for one in sorted(todo.values(), key=lambda o: o.at):
        chain = [one]
        while (above := todo.get(chain[-1].parent or "")) and above not in chain and len(chain) < _DEEPEST:
            chain.append(above)
        for own in reversed(chain):
            known = own.parent in made
            made.setdefault(own.origin, own if known else own.model_copy(update={"parent": None}))
    return list(made.values())


def _say(own: Any, **words: str) -> None:
    for name, said in words.items():
        etree.SubElement(own, f"{{{_NS}}}{name}").text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", said)


def _told(own: Any, name: str) -> str:
    return (own.findtext(f"{{{_NS}}}{name}") or "").strip()


def _moment(said: str) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(said.replace("Z", "+00:00"))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _path(thread: str) -> str:
    kind, _, word = thread.partition(":")
    return f"/{kind}s/{word}/"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
