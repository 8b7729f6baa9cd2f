"""Collects newsletters: .eml files, and mbox files of many messages. Attachments are never opened."""

from __future__ import annotations

import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message

from dateline.collect import decode, fields, pages
from dateline.collect.base import Collected, InputFile, failure
from dateline.errors import EmptyInput, InputError, NotText
from dateline.model import Failure, Marks, Report

MBOX = re.compile(rb"^From \S+.{0,80}\d\d:\d\d")
# Between two messages of an mbox stand a blank line and this one (RFC 4155).
BETWEEN = re.compile(rb"(?:^|(?<=\n\n)|(?<=\n\r\n))From \S+[^\n]*\d\d:\d\d[^\n]*\n")
HEADER = re.compile(rb"^(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}")
TELLING = re.compile(rb"^(?:From|Date|Subject|Message-ID|Received|Return-Path|MIME-Version):", re.I | re.M)
# Real newsletters nest two or three parts deep; hostile ones a thousand.
DEEPEST = 20
# Newsletters whose plain part only says "open this in your browser" are shorter than any letter.
PLACEHOLDER = 200


class Mails:
    """Reads .eml files: one report a message."""

    suffixes = (".eml",)

    def recognises(self, head: bytes) -> bool:
        """Return whether the bytes open with the headers of a message."""
        found = HEADER.match(head)
        return bool(found) and len({one.lower() for one in TELLING.findall(head.partition(b"\n\n")[0])}) >= 2

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the report. Raises EmptyInput for a message without text, NotText for what is none."""
        yield message(item.read(), item.name)


class Mboxes:
    """Reads mbox files: one item a message, a bad one costing only itself."""

    suffixes = (".mbox", ".mbx")

    def recognises(self, head: bytes) -> bool:
        """Return whether the first line is the one that opens a message in an mbox."""
        return bool(MBOX.match(head.removeprefix(b"\xef\xbb\xbf")))

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the messages. Raises the first error when not one holds a text."""
        errors: list[InputError] = []
        some = False
        for number, payload in enumerate(_messages(item.read(), item.name), start=1):
            try:
                yield message(payload, f"{item.name}#{number}")
                some = True
            except InputError as error:
                errors.append(error)
        if not some:
            raise errors[0]
        if errors:
            yield Collected(item.name, "application/mbox", b"", (), tuple(failure(error) for error in errors))


def _messages(payload: bytes, name: str) -> list[bytes]:
    """Return the messages of an mbox, as they were before it marked their lines that begin with From."""
    found = [part for part in BETWEEN.split(payload)[1:] if part.strip()]
    if not found:
        raise NotText(name, "holds no message", "export the folder again as mbox")
    return [re.sub(rb"^>(>*From )", rb"\1", part, flags=re.MULTILINE) for part in found]


def message(payload: bytes, name: str) -> Collected:
    """Return one message with its report. ``name`` names it in failures."""
    try:
        parsed = email.message_from_bytes(payload)
    except RecursionError as error:
        raise NotText(name, "is a message nested without end", "do not trust it") from error
    if not parsed.keys():
        raise NotText(name, "is no message: it has no headers", "export it again as .eml")
    report = _report(parsed, name)
    answered = _identifier(_header(parsed, "In-Reply-To"))
    if answered:
        report = report.model_copy(update={"marks": Marks(in_reply_to=answered)})
    return Collected(name, "message/rfc822", payload, (report,))


def _report(parsed: Message, name: str) -> Report:
    body = _body(parsed, name)
    sender, address = email.utils.parseaddr(_header(parsed, "From") or "")
    key = _identifier(_header(parsed, "Message-ID"))
    url = _identifier(_header(parsed, "Archived-At"))
    made = fields.build(
        name,
        body.text,
        key=key,
        title=_header(parsed, "Subject"),
        source=sender or address or None,
        author=sender or address or None,
        url=url if url and url.startswith(("http://", "https://")) else None,
        published=_header(parsed, "Date"),
        published_rule="Date of the message",
        language=_header(parsed, "Content-Language"),
        zones=body.zones,
        failures=body.failures,
    )
    return (
        fields.identified(made.model_copy(update={"resource": f"mid:{key}"}))
        if key and not made.url
        else made
    )


def _body(parsed: Message, name: str) -> Report:
    """Return the words of a message as a report without its fields: the plain part, else the HTML one."""
    parts, notes = _parts(parsed, name)
    plain = next((one for one in parts if one.get_content_type() == "text/plain"), None)
    marked = next((one for one in parts if one.get_content_type() == "text/html"), None)
    if plain is not None:
        words, lost = _decoded(plain, name)
        words = words.replace("\r\n", "\n").strip()
        if words and (marked is None or len(words) > PLACEHOLDER):
            return Report(id="", text=words, failures=(*notes, *lost))
    if marked is not None:
        found = _page(marked, name)
        return found.model_copy(update={"failures": (*notes, *found.failures)})
    if plain is not None and words:
        return Report(id="", text=words, failures=(*notes, *lost))
    raise EmptyInput(name, "is a message without text", "open it: its text may be an attachment or a picture")


def _parts(parsed: Message, name: str) -> tuple[list[Message], list[Failure]]:
    """Return the parts shown as the message's own text, in order, and what was not looked into."""
    found: list[Message] = []
    notes: list[Failure] = []
    stack = [(parsed, 0)]
    while stack:
        part, depth = stack.pop()
        held = part.get_payload()
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
            continue
        if part.get_content_maintype() != "multipart":
            found.append(part)
        elif depth >= DEEPEST or not isinstance(held, list):
            note = f"{name}: a part of the message is damaged or nested too deep; the others are kept"
            notes.append(Failure(step="collect", error="DamagedPart", message=note))
        else:
            stack.extend((one, depth + 1) for one in reversed(held) if isinstance(one, Message))
    return found, notes


def _decoded(part: Message, name: str) -> tuple[str, tuple[Failure, ...]]:
    return decode.decode(_bytes(part), name, _charset(part))


def _page(part: Message, name: str) -> Report:
    """Return the report of the HTML part; a letter without an article's build is read as it stands."""
    payload = _bytes(part)
    try:
        return pages.report(payload, name, charset=_charset(part))
    except EmptyInput:
        from lxml import etree, html  # noqa: PLC0415 -- loaded for HTML only

        from dateline.collect import blocks  # noqa: PLC0415 -- as above

        text, lost = decode.decode(payload, name, _charset(part))
        try:
            words = blocks.text(html.fromstring(f"<div>{pages.REFUSED.sub('', text)}</div>"))
        except (etree.ParserError, ValueError):
            words = ""
        if not words:
            raise
        return Report(id="", text=words, failures=lost)


def _bytes(part: Message) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError):
        return None


def _header(parsed: Message, name: str) -> str | None:
    """Return a header in one line, its encoded words decoded as far as they can be."""
    value = parsed.get(name)
    if value is None:
        return None
    try:
        text = str(email.header.make_header(email.header.decode_header(value)))
    except (LookupError, UnicodeError, ValueError):
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode().split()) or None


def _identifier(value: str | None) -> str | None:
    """Return what stands between the first angle brackets, or the whole."""
    match = re.search(r"<([^<>]+)>", value or "")
    return match.group(1).strip() if match else value
