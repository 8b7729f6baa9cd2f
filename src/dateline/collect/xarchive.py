"""Reads the archive X gives its users: data/tweets.js, with the full text of long posts from note-tweet.js.

Each file is JSON behind "window.YTD.<what>.part<n> = ". The account's name stands in account.js beside it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dateline.collect import dates, decode
from dateline.collect.base import Collected, InputFile, failure
from dateline.collect.exports import load
from dateline.collect.posts import Post, at, collected, tables, text, texts
from dateline.errors import InputError, NotText
from dateline.model import Failure

HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?\s*window\.YTD\.(\w+)\.part\d+\s*=\s*")
POSTS = frozenset({"tweets", "tweet", "community_tweet", "deleted_tweets"})
OTHER = {
    "note_tweet": "holds the full texts of long posts, which are read with tweets.js",
    "account": "names the account of an X archive, which is read with tweets.js",
}
FORWARDED = re.compile(r"RT @(\w{1,15}): ")
# A long post stands cut in tweets.js. It is the note of the same second that begins with the same words:
# two posts of one person in one second that agree so far have not been seen.
AGREED = 40


class XArchive:
    """Reads tweets.js of an X archive, and its older name tweet.js."""

    suffixes = ()

    def recognises(self, head: bytes) -> bool:
        """Return whether a part of an X archive begins here."""
        return bool(HEAD.match(head))

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the posts. Raises NotText for a part of the archive that holds none."""
        payload = item.read()
        match = HEAD.match(payload)
        what = match.group(1).decode("ascii", "replace") if match else ""
        if match is None or what not in POSTS:
            raise NotText(
                item.name, OTHER.get(what, "holds no posts of an X archive"), "give data/tweets.js of it"
            )
        content, notes = decode.decode(payload[match.end() :], item.name)
        value, whole = load(content.rstrip().removesuffix(";"))
        failures = list(notes)
        if not whole:
            message = f"{item.name}: the archive breaks off; the whole posts before are kept; unpack it again"
            failures.append(Failure(step="collect", error="Truncated", message=message))
        account, longer = _beside(item, "account.js", failures), _beside(item, "note-tweet.js", failures)
        handle = text(at(next(iter(account), None), "account", "username"))
        full = _notes(longer)
        found = (_post(one, handle, full) for one in tables(value))
        yield collected(item.name, "text/javascript", payload, "X archive", found, failures)


def _beside(item: InputFile, name: str, failures: list[Failure]) -> list[Mapping[str, Any]]:
    """Return the entries of another part of the same archive; none when it is missing or cannot be used."""
    path = item.path.with_name(name) if item.path else None
    if path is None or not path.is_file():
        return []
    try:
        payload = InputFile(f"{item.name}: {name} beside it", path).read()
        content, notes = decode.decode(HEAD.sub(b"", payload), name)
    except InputError as error:
        failures.append(failure(error))
        return []
    failures.extend(notes)
    return list(tables(load(content.rstrip().removesuffix(";"))[0]))


def _notes(entries: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the full texts of long posts by the second they were posted in."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        words, moment = at(entry, "noteTweet", "core", "text"), _second(at(entry, "noteTweet", "createdAt"))
        if isinstance(words, str) and moment:
            found.setdefault(moment, []).append(words)
    return found


def _second(value: object) -> str | None:
    try:
        moment = dates.parse(text(value) or "")[1]
    except (ValueError, OverflowError):
        return None
    return moment.replace(microsecond=0).isoformat() if moment else None


def _post(entry: Mapping[str, Any], handle: str | None, notes: Mapping[str, list[str]]) -> Post | str:
    held = at(entry, "tweet") if isinstance(at(entry, "tweet"), dict) else entry
    words = text(at(held, "full_text")) or text(at(held, "text"))
    number = text(at(held, "id_str")) or text(at(held, "id"))
    if words is None or number is None:
        return "no post"
    words = html.unescape(words)
    made = iso(text(at(held, "created_at")))
    forwarded = FORWARDED.match(words)
    media = [*tables(at(held, "extended_entities", "media")), *tables(at(held, "entities", "media"))]
    post = Post(
        _full(words, notes.get(_second(made) or "", [])),
        key=number,
        source=f"@{handle}" if handle else None,
        author=handle,
        url=f"https://x.com/{handle or 'i'}/status/{number}",
        published=made,
        language=_language(text(at(held, "lang"))),
        captions=texts(dict.fromkeys(text(one.get("ext_alt_text")) for one in media)),
        in_reply_to=_answered(held),
        forwarded_from=f"@{forwarded.group(1)}" if forwarded else None,
        media=texts(dict.fromkeys(text(one.get("media_url_https")) for one in media)),
    )
    return replace(post, author=f"@{forwarded.group(1)}") if forwarded else post


def _full(words: str, notes: list[str]) -> str:
    start = words.partition("…")[0][:AGREED]
    return next(
        (note for note in notes if html.unescape(note).startswith(start) and len(note) > len(start)), words
    )


def iso(stamp: str | None) -> str | None:
    """Return "Mon Jan 05 08:36:41 +0000 2026" as ISO 8601; other forms stay as they are."""
    match = re.fullmatch(r"\w{3} (\w{3} \d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})", stamp or "")
    if not match or match.group(1)[:3].casefold() not in dates.MONTHS:
        return stamp
    month, day = match.group(1).split()
    return f"{match[4]}-{dates.MONTHS[month.casefold()]:02}-{int(day):02}T{match[2]}{match[3]}"


def _answered(held: object) -> str | None:
    number = text(at(held, "in_reply_to_status_id_str")) or text(at(held, "in_reply_to_status_id"))
    who = text(at(held, "in_reply_to_screen_name"))
    return f"https://x.com/{who or 'i'}/status/{number}" if number else None


def _language(code: str | None) -> str | None:
    """Return the code, unless it is one of X's own for "none" (und, zxx, qme, qht and the like)."""
    return None if code is None or code in {"und", "zxx"} or code.startswith("q") else code
