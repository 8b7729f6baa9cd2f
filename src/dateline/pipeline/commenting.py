"""What readers write: taken in, held or shown, judged by people; each change is a row that stays."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

from dateline.errors import DeskError, EmptyInput, Shut, TooLarge, UnknownId
from dateline.model import Decision, Remark, RemarkChange, RemarkState
from dateline.pipeline import door, queueing
from dateline.pipeline.desk import Desk
from dateline.review import moderation
from dateline.review.moderation import Hold

# How long the hash of an address is kept: long enough to see a flood from one, too short to follow anybody.
ADDRESSES_KEPT = dt.timedelta(days=7)
RULES = "the rules"
LONGEST_NAME, LONGEST_MAIL = 60, 120
MINUTES, HOUR = dt.timedelta(minutes=10), dt.timedelta(hours=1)
# Why a reader may flag a comment, and why a person takes one out; what its writer is told.
FLAGS = {
    "violence": "It calls for violence or threatens somebody",
    "exposes": "It exposes somebody who could be hurt",
    "hate": "It attacks people for what they are",
    "spam": "It is advertising, or the same again and again",
    "other": "Something else is wrong with it",
}
REASONS = {
    "violence": "It calls for violence or threatens somebody.",
    "exposes": "It could let somebody be found and hurt.",
    "hate": "It attacks people for what they are.",
    "spam": "It is advertising, or says the same again and again.",
    "off-topic": "It is not about what the page reports.",
    "twice": "It was posted twice.",
}
# Names that would let a reader speak as the desk.
_RESERVED = frozenset(
    {"dateline", "desk", "the desk", "editor", "the editor", "moderator", "admin", "administrator"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Written(NamedTuple):
    """What a reader sends."""

    thread: str
    name: str
    text: str
    mail: str = ""
    correction: bool = False
    parent: int | None = None
    about: str | None = None
    quoted: str | None = None
    claim: tuple[str, ...] = ()


class Posted(NamedTuple):
    """A comment as it was taken in: the key of its private link, told once, and why it waits."""

    remark: Remark
    key: str
    holds: tuple[Hold, ...]


class Thread(NamedTuple):
    """A thread as readers see it."""

    name: str
    open: bool
    remarks: Sequence[Remark]

    @property
    def shown(self) -> int:
        """Return how many comments stand in it."""
        return sum(remark.state is RemarkState.PUBLISHED for remark in self.remarks)


class Told(NamedTuple):
    """What a writer is told on the private link: the comment, its changes, what came of a correction."""

    remark: Remark
    changes: Sequence[RemarkChange]
    decisions: Sequence[Decision]


def post(desk: Desk, written: Written, writer: str, address: str, now: dt.datetime) -> Posted:
    """Take a comment in, held or published as the rules say.

    ``writer`` is the secret of the writer's browser, ``address`` where it came from; only hashes are kept.
    Raises Shut when nothing may be written, EmptyInput and TooLarge for what cannot be a comment.
    """
    from dateline.store import remarks as store

    own = desk.settings.comments
    written = cleaned(desk, written)
    with desk.database.session():
        store.purge(now, ADDRESSES_KEPT)
        _may_write(desk, written)
        who, where = _hash(writer), hash_of(address, now)
        hour = store.since(now - HOUR, writer=who, address=where)
        if hour >= own.most or store.since(now - HOUR) >= own.flood:
            raise Shut("your comment", "came after too many others", "try again in an hour; nothing was kept")
        holds = moderation.holds(
            written.text,
            written.name,
            own,
            known=store.known(who),
            recent=store.since(now - MINUTES, writer=who, address=where),
            names=_names(desk),
        )
        key = secrets.token_urlsafe(24)
        first = RemarkChange(
            remark=0,
            state=RemarkState.HELD if holds else RemarkState.PUBLISHED,
            reason=" ".join(hold.told for hold in holds) or None,
            rule=", ".join(hold.rule for hold in holds) or None,
            who=RULES,
            when=now,
        )
        remark = Remark(
            id=0, thread=written.thread, parent=written.parent, about=written.about, quoted=written.quoted,
            claim=written.claim, name=written.name, text=written.text, correction=written.correction, at=now,
        )  # fmt: skip
        kept = store.add(remark, store.Whose(who, _hash(key), where, written.mail or None), first)
        if kept.correction:
            queueing.proposed(kept)
    return Posted(kept, key, holds)


def cleaned(desk: Desk, written: Written) -> Written:
    """Return what was sent as plain text of a comment's size; raises EmptyInput and TooLarge."""
    text = _CONTROL.sub(
        "", unicodedata.normalize("NFC", written.text.replace("\r\n", "\n").replace("\r", "\n"))
    )
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
    name = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", written.name)).split())
    mail = "".join(_CONTROL.sub(" ", written.mail).split())
    longest = desk.settings.comments.longest
    if not text:
        raise EmptyInput("the comment", "has no words", "write some")
    if len(text) > longest:
        raise TooLarge("the comment", f"has {len(text)} characters of {longest} at most", "shorten it")
    if not name:
        raise EmptyInput("the name", "is missing", "choose any name to sign with; it need not be yours")
    if len(name) > LONGEST_NAME or len(mail) > LONGEST_MAIL:
        raise TooLarge("the name or the address", f"is over {LONGEST_NAME} characters", "shorten it")
    if moderation.plainly(name) in _RESERVED | {moderation.plainly(desk.settings.name)}:
        raise EmptyInput("the name", "would look like the desk's own", "choose another to sign with")
    return written._replace(text=text, name=name, mail=mail if "@" in mail else "")


_threads: OrderedDict[tuple[Any, ...], Thread] = OrderedDict()
_MOST_THREADS = 200


def thread(desk: Desk, name: str) -> Thread:
    """Return a thread as readers see it; kept in memory until something on the site changes."""
    from dateline.store import published
    from dateline.store import remarks as store

    with desk.database.session():
        key = str(desk.folder), name, published.stamp()
        if (found := _threads.get(key)) is None:
            opened = desk.settings.comments.open and store.is_open(name)
            found = _threads[key] = Thread(name, opened, door.remarks(desk, store.thread(name)))
            while len(_threads) > _MOST_THREADS:
                _threads.popitem(last=False)
    return found


def waiting(desk: Desk) -> list[Remark]:
    """Return the comments that wait for a person: flagged ones first, then the oldest."""
    from dateline.store import remarks as store

    with desk.database.session():
        return store.waiting()


def recent(desk: Desk) -> list[Remark]:
    """Return the comments that were changed last."""
    from dateline.store import remarks as store

    with desk.database.session():
        return store.recent()


def remark(desk: Desk, id_: int) -> Remark:
    """Return one comment as it stands. Raises UnknownId."""
    from dateline.store import remarks as store

    with desk.database.session():
        found = store.one(id_)
    if found is None:
        raise UnknownId(f"comment {id_}", "is not on this desk", "see the comments that wait")
    return found


def history(desk: Desk, id_: int) -> list[RemarkChange]:
    """Return every change of a comment, oldest first."""
    from dateline.store import remarks as store

    with desk.database.session():
        return [change for _, change in store.changes(id_)]


def flagged(desk: Desk, id_: int) -> list[str]:
    """Return why readers flagged a comment since a person last looked at it."""
    from dateline.store import remarks as store

    with desk.database.session():
        return [FLAGS.get(why, why) for why in store.flags(id_)]


def moderate(
    desk: Desk, id_: int, state: RemarkState, who: str, now: dt.datetime, reason: str = ""
) -> RemarkChange:
    """Publish, hold, hide or remove a comment. Hiding and removing need a reason: its writer reads it."""
    from dateline.store import remarks as store

    found = remark(desk, id_)
    if state in (RemarkState.HIDDEN, RemarkState.REMOVED) and not reason.strip():
        raise EmptyInput(
            f"comment {id_}", "needs a reason that its writer is told", "choose one, or write it"
        )
    if state is RemarkState.PUBLISHED and found.parent is not None:
        above = remark(desk, found.parent)
        if above.number is None:
            raise DeskError(f"comment {id_}", "answers one that was never shown", "publish that one first")
    made = RemarkChange(remark=id_, state=state, reason=reason.strip() or None, who=who, when=now)
    with desk.database.session():
        store.change(made)
        if (stands := store.one(id_)) and stands.correction:
            queueing.proposed(stands)
    return made


def undo(desk: Desk, id_: int, who: str, now: dt.datetime) -> RemarkChange:
    """Take back the last change that a person made of a comment, with a row of its own."""
    from dateline.store import remarks as store

    with desk.database.session():
        rows = store.changes(id_)
        undone = {change.undoes for _, change in rows}
        last = next((r for r in reversed(rows) if r[1].undoes is None and r[0] not in undone), None)
        if last is None or last[1].who == RULES:
            raise DeskError(f"comment {id_}", "was not judged by a person", "there is nothing to take back")
        before = next(c for n, c in reversed(rows) if n < last[0] and c.undoes is None and n not in undone)
        made = before.model_copy(update={"who": who, "when": now, "undoes": last[0]})
        store.change(made)
        if (stands := store.one(id_)) and stands.correction:
            queueing.proposed(stands)
    return made


def flag(desk: Desk, id_: int, why: str, address: str, now: dt.datetime) -> bool:
    """Keep a reader's flag on a published comment; False when one came from there already."""
    from dateline.store import remarks as store

    found = remark(desk, id_)
    if found.state is not RemarkState.PUBLISHED or why not in FLAGS:
        raise UnknownId(f"comment {id_}", "is not shown", "go back to the page")
    with desk.database.session():
        store.purge(now, ADDRESSES_KEPT)
        return store.flag(id_, why, hash_of(address, now), now)


def told(desk: Desk, key: str) -> Told:
    """Return what the writer with this private key is told. Raises UnknownId."""
    from dateline.store import looking
    from dateline.store import remarks as store

    with desk.database.session():
        found = store.by_token(_hash(key))
        if found is None:
            raise UnknownId("this link", "leads to no comment", "look at it again as it was shown to you")
        changes = [change for _, change in store.changes(found.id)]
        return Told(found, changes, looking.decided(f"decision:{queue_key(found.id)}-"))


def queue_key(id_: int) -> str:
    """Return the key under which a reader's correction stands in the queue."""
    from dateline.review.queue import reader_key

    return reader_key(id_)


def close(desk: Desk, name: str, opened: bool, who: str, now: dt.datetime, reason: str = "") -> None:
    """Close a thread, or open it again; what stands in it stays."""
    from dateline.store import remarks as store

    with desk.database.session():
        store.set_open(name, opened, who, now, reason.strip() or None)


def closed(desk: Desk) -> list[str]:
    """Return the threads that were closed."""
    from dateline.store import remarks as store

    with desk.database.session():
        return store.closed()


def mail(desk: Desk, id_: int) -> str | None:
    """Return the e-mail address that a writer gave; the desk alone sees it."""
    from dateline.store import remarks as store

    with desk.database.session():
        return store.mail(id_)


def purge(desk: Desk, now: dt.datetime) -> int:
    """Erase hashes of addresses that are older than a week; returns how many."""
    from dateline.store import remarks as store

    with desk.database.session():
        return store.purge(now, ADDRESSES_KEPT)


def hash_of(address: str, now: dt.datetime) -> str:
    """Return an address hashed with the day's secret: nobody can tell it, or follow it over midnight."""
    from dateline.store import remarks as store

    return hashlib.blake2b(
        address.encode(), key=bytes.fromhex(store.salt(now.date())), digest_size=32
    ).hexdigest()


def _may_write(desk: Desk, written: Written) -> None:
    """Raise Shut or UnknownId when a comment may not be written there."""
    from dateline.store import remarks as store

    if not desk.settings.comments.open:
        raise Shut("comments", "are not taken on this site", "write to the desk instead")
    if not store.is_open(written.thread):
        raise Shut("this thread", "is closed", "what was written stays readable")
    if written.parent is not None:
        above = store.one(written.parent)
        if above is None or above.thread != written.thread or above.state is not RemarkState.PUBLISHED:
            raise UnknownId("the comment you answer", "is not shown any more", "go back to the page")


def _names(desk: Desk) -> Sequence[re.Pattern[str]]:
    """Return what finds the names that are kept from readers."""
    return ()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
