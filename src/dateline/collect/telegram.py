"""Reads Telegram Desktop's export (result.json): one chat, or all chats of an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.collect.posts import Post, at, table, tables, text

# Chats whose messages have an address; members only can open it, but it names one message for good.
ADDRESSED = frozenset({"public_channel", "private_channel", "public_supergroup", "private_supergroup"})
CHATS = ADDRESSED | {"personal_chat", "private_group", "bot_chat", "saved_messages"}


class Telegram:
    """The export of Telegram Desktop, as JSON."""

    name = "Telegram export"

    def fits(self, value: Any) -> bool:
        """Return whether it is a chat with messages, or an account with chats."""
        return _is_chat(value) or any(map(_is_chat, tables(at(value, "chats", "list"))))

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield the messages that a person or channel sent; the author of a forwarded one is who wrote it."""
        chats = [value] if _is_chat(value) else tables(at(value, "chats", "list"))
        for chat in chats:
            for message in tables(chat.get("messages")):
                if message.get("type") != "message":
                    yield "no message, but a note of the service (joined, pinned, renamed)"
                else:
                    yield _post(message, chat)


def _is_chat(value: Any) -> bool:
    return isinstance(at(value, "messages"), list) and text(at(value, "type")) in CHATS


def _post(message: Mapping[str, Any], chat: Mapping[str, Any]) -> Post:
    number = text(message.get("id"))
    unix = text(message.get("date_unixtime"))
    replied = text(message.get("reply_to_message_id"))
    forwarded = text(message.get("forwarded_from")) or text(message.get("saved_from"))
    return Post(
        words(message.get("text")) or text(at(message, "poll", "question")) or "",
        key=number,
        source=text(chat.get("name")),
        author=forwarded or text(message.get("author")) or text(message.get("from")),
        url=_address(chat, number),
        published=unix or text(message.get("date")),
        published_rule="time of the post" if unix else "time of the post, in the zone of who exported it",
        in_reply_to=(_address(chat, replied) or replied) if replied else None,
        forwarded_from=forwarded,
        edited=text(message.get("edited_unixtime")) or text(message.get("edited")),
        media=_media(message),
    )


def words(value: object) -> str:
    """Return the text of a message: a text, or a list of texts and marked parts (links, bold, tags)."""
    if isinstance(value, list):
        return "".join(
            part if isinstance(part, str) else str(table(part).get("text") or "") for part in value
        )
    return value if isinstance(value, str) else ""


def _address(chat: Mapping[str, Any], message: str | None) -> str | None:
    number = text(chat.get("id"))
    if text(chat.get("type")) not in ADDRESSED or not number or not message:
        return None
    return f"https://t.me/c/{number.removeprefix('-100')}/{message}"


def _media(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths of its files; what was left out of an export says so in brackets instead."""
    paths = (text(message.get("photo")), text(message.get("file")))
    return tuple(path for path in paths if path and not path.startswith("("))
