"""Reads petitions as petition.parliament.uk gives them: its words, its count, and the government's answer.

The count stands in the text as "12345 signatures", the number as the site gave it, so that the reader of
figures finds it where it can be cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.collect.posts import Post, at, table, tables, text, texts

# What happened to a petition, by its field. At 10,000 signatures the government answers, at 100,000 the
# petitions committee considers a debate; the site gives the moment, so neither number is ours to write.
STEPS = {
    "response_threshold_reached_at": "Response threshold reached",
    "government_response_at": "Government response",
    "debate_threshold_reached_at": "Debate threshold reached",
    "scheduled_debate_date": "Debate scheduled for",
    "debate_outcome_at": "Debate outcome",
    "rejected_at": "Rejected",
    "closed_at": "Closed",
}


class Petitions:
    """One petition, or a page of the list of petitions."""

    name = "petition"

    def fits(self, value: Any) -> bool:
        """Return whether there is a petition in it."""
        return any(map(_is_petition, _petitions(value)))

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield each petition as it stood when its count was taken, and the answer to it as one more."""
        for item in _petitions(value):
            if not _is_petition(item):
                yield "no petition"
                continue
            url = text(at(item, "links", "self")) or text(at(value, "links", "self"))
            page = (url or "").removesuffix(".json") or None
            yield _petition(item, page)
            if isinstance(at(item, "attributes", "government_response"), dict):
                yield _answer(item, page)


def _petitions(value: Any) -> list[Any]:
    held = at(value, "data")
    return held if isinstance(held, list) else [held]


def _is_petition(item: Any) -> bool:
    return isinstance(at(item, "attributes", "action"), str) and "signature_count" in table(
        at(item, "attributes")
    )


def _petition(item: Mapping[str, Any], page: str | None) -> Post:
    held = table(item["attributes"])
    count = held.get("signature_count")
    counted = [f"{count} signatures"] if isinstance(count, int) and not isinstance(count, bool) else []
    steps = [f"{label}: {moment}" for field, label in STEPS.items() if (moment := text(held.get(field)))]
    own = texts(held.get(field) for field in ("action", "background", "additional_details"))
    return Post(
        "\n\n".join([*own, *counted, *steps]),
        key=text(item.get("id")),
        title=text(held.get("action")),
        source="UK Parliament petitions",
        author=text(held.get("creator_name")),
        url=page,
        published=text(held.get("updated_at")),
        published_rule="petition field updated_at: when the count stood so",
        language="en",
    )


def _answer(item: Mapping[str, Any], page: str | None) -> Post:
    held = table(item["attributes"])
    answer = table(held["government_response"])
    number = text(item.get("id"))
    names = texts(one.get("name") for one in tables(held.get("departments")))
    return Post(
        "\n\n".join(texts(answer.get(field) for field in ("summary", "details"))),
        key=f"{number}-response",
        title=text(answer.get("summary")),
        source=", ".join(names) or "UK Government",
        url=page,
        resource=f"{page or number}#response-threshold",
        published=text(answer.get("responded_on")) or text(answer.get("created_at")),
        published_rule="petition field government_response",
        language="en",
        in_reply_to=page,
        edited=text(answer.get("updated_at")),
    )
