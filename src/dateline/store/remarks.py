"""Keeps readers' comments and what became of them: rows are added, and read back as they stand now."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q

from dateline.model import Remark, RemarkChange, RemarkState
from dateline.store import models

SHOWN = (RemarkState.PUBLISHED, RemarkState.REMOVED)
# Tries to give a number that somebody else does not take at the same moment.
_TRIES = 5


class Whose(NamedTuple):
    """Hashes of whose a comment is: the writer's cookie, the private link, the address; and the e-mail."""

    writer: str
    token: str
    address: str | None
    mail: str | None


@transaction.atomic
def add(remark: Remark, whose: Whose | None, first: RemarkChange, origin: str | None = None) -> Remark:
    """Add a comment with its first state; its id is given here. Returns it as it stands."""
    row = models.Remark.objects.create(
        thread=remark.thread,
        parent_id=remark.parent,
        about=remark.about,
        quoted=remark.quoted,
        claim=list(remark.claim),
        name=remark.name,
        text=remark.text,
        correction=remark.correction,
        at=remark.at,
        origin=origin,
    )
    if whose:
        models.RemarkWriter.objects.create(
            remark=row,
            writer=whose.writer,
            token=whose.token,
            mail=whose.mail,
            address=whose.address,
            at=remark.at,
        )
    change(first.model_copy(update={"remark": row.pk}))
    return one(row.pk) or remark


@transaction.atomic
def change(made: RemarkChange) -> int:
    """Add a change of a comment's state, and its number when it is first published. Returns the row's id."""
    row = models.Remark.objects.select_related("given").get(pk=made.remark)
    before = _states([row.pk]).get(row.pk)
    numbered = hasattr(row, "given")
    if made.state is RemarkState.PUBLISHED and not numbered:
        numbered = _number(row)
    seen = numbered and (made.state in SHOWN or (before is not None and before[0] in SHOWN))
    own = models.RemarkChange.objects.create(
        remark=row,
        state=made.state.value,
        reason=made.reason,
        rule=made.rule,
        who=made.who,
        when=made.when,
        undoes=made.undoes,
        shown=seen,
    )
    return int(own.pk)


def _number(row: Any) -> bool:
    """Give a comment the next number after those that answer the same one. Returns whether it has one."""
    above = ""
    if row.parent_id:
        given = models.RemarkNumber.objects.filter(remark_id=row.parent_id).first()
        if given is None:
            return False  # what it answers was never shown
        above = f"{given.number}."
    for _ in range(_TRIES):
        siblings = models.RemarkNumber.objects.filter(thread=row.thread, remark__parent_id=row.parent_id)
        number = f"{above}{siblings.count() + 1}"
        try:
            with transaction.atomic():
                models.RemarkNumber.objects.create(remark=row, thread=row.thread, number=number)
        except IntegrityError:
            continue
        return True
    raise IntegrityError(f"no free number in {row.thread}")


def one(id_: int) -> Remark | None:
    """Return a comment as it stands now."""
    return next(iter(_remarks(models.Remark.objects.filter(pk=id_))), None)


def by_token(token: str) -> Remark | None:
    """Return the comment whose private link has this hash."""
    return next(iter(_remarks(models.Remark.objects.filter(writer__token=token))), None)


def thread(name: str) -> list[Remark]:
    """Return what readers see of a thread by number: published comments, and removed ones' places."""
    states = _states_of_thread(name)
    rows = models.RemarkNumber.objects.filter(thread=name).values_list(
        "remark_id", "number", "remark__parent_id", "remark__about", "remark__quoted", "remark__claim",
        "remark__name", "remark__text", "remark__correction", "remark__at",
    )  # fmt: skip
    found = []
    for id_, number, parent, about, quoted, claim, author, text, correction, at in rows:
        state, reason = states.get(id_, (RemarkState.HELD, None))
        if state in SHOWN:
            found.append(
                Remark.model_construct(
                    id=id_,
                    thread=name,
                    parent=parent,
                    number=number,
                    about=about,
                    quoted=quoted,
                    claim=tuple(claim),
                    name=author,
                    text=text,
                    correction=correction,
                    at=at,
                    state=state,
                    reason=reason,
                    flags=0,
                )
            )
    return sorted(found, key=lambda remark: [int(n) for n in (remark.number or "0").split(".")])


def waiting() -> list[Remark]:
    """Return the comments that wait for a person, oldest first: held ones, and those that readers flagged."""
    held = models.Remark.objects.filter(_latest_is(RemarkState.HELD))
    flagged = models.Remark.objects.filter(_latest_is(RemarkState.PUBLISHED), flags__isnull=False).distinct()
    found = [*_remarks(held), *(r for r in _remarks(flagged) if r.flags)]
    return sorted(found, key=lambda remark: (-remark.flags, remark.at, remark.id))


def every() -> list[Remark]:
    """Return all comments as they stand, oldest first: for an export."""
    return _remarks(models.Remark.objects.order_by("id"))


def recent(limit: int = 50) -> list[Remark]:
    """Return the comments that were last changed."""
    ids = models.RemarkChange.objects.values("remark").annotate(last=Max("id")).order_by("-last")
    wanted = [row["remark"] for row in ids[:limit]]
    found = {remark.id: remark for remark in _remarks(models.Remark.objects.filter(pk__in=wanted))}
    return [found[id_] for id_ in wanted]


def changes(id_: int) -> list[tuple[int, RemarkChange]]:
    """Return every change of a comment with its row's id, oldest first."""
    rows = models.RemarkChange.objects.filter(remark_id=id_).order_by("id")
    return [
        (
            row.pk,
            RemarkChange(
                remark=id_,
                state=RemarkState(row.state),
                reason=row.reason,
                rule=row.rule,
                who=row.who,
                when=row.when,
                undoes=row.undoes,
            ),
        )
        for row in rows
    ]


def mail(id_: int) -> str | None:
    """Return the e-mail address that a comment's writer gave."""
    return models.RemarkWriter.objects.filter(remark_id=id_).values_list("mail", flat=True).first()


def known(writer: str) -> bool:
    """Return whether something of the writer's is published, and nothing of theirs was removed."""
    own = models.Remark.objects.filter(writer__writer=writer)
    removed = own.filter(_latest_is(RemarkState.REMOVED)).exists()
    return not removed and bool(own.filter(_latest_is(RemarkState.PUBLISHED)).exists())


def since(moment: dt.datetime, *, writer: str | None = None, address: str | None = None) -> int:
    """Return how many comments came since a moment: from a writer or an address, or from everybody."""
    rows = models.RemarkWriter.objects.filter(at__gt=moment)
    if writer or address:
        rows = rows.filter(Q(writer=writer or "-") | Q(address=address or "-"))
    return int(rows.count())


def flag(id_: int, why: str, address: str, now: dt.datetime) -> bool:
    """Add a reader's flag; False when one came from the same address already."""
    if models.RemarkFlag.objects.filter(remark_id=id_, address=address).exists():
        return False
    models.RemarkFlag.objects.create(remark_id=id_, why=why, address=address, at=now)
    return True


def flags(id_: int) -> list[str]:
    """Return why readers flagged a comment since a person last looked at it."""
    return [row.why for row in _fresh_flags([id_])]


def is_open(name: str) -> bool:
    """Return whether a thread takes comments."""
    last = models.ThreadChange.objects.filter(thread=name).order_by("-id").first()
    return last is None or bool(last.open)


def set_open(name: str, opened: bool, who: str, now: dt.datetime, reason: str | None) -> None:
    """Close a thread, or open it again."""
    models.ThreadChange.objects.create(thread=name, open=opened, who=who, when=now, reason=reason)


def closed() -> list[str]:
    """Return the threads that are closed."""
    last = models.ThreadChange.objects.values("thread").annotate(last=Max("id")).values("last")
    rows = models.ThreadChange.objects.filter(pk__in=last, open=False)
    return list(rows.order_by("thread").values_list("thread", flat=True))


def origins(wanted: Iterable[str]) -> dict[str, int]:
    """Return the ids of comments that were imported, by what names them where they came from."""
    rows = models.Remark.objects.filter(origin__in=list(wanted))
    return dict(rows.values_list("origin", "pk"))


def salt(day: dt.date) -> str:
    """Return the secret of a day, made when it is first asked for."""
    row, _ = models.DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    return str(row.salt)


def purge(now: dt.datetime, kept_for: dt.timedelta) -> int:
    """Erase hashes of addresses older than ``kept_for`` and the secrets of days that are over.

    Returns how many comments and flags lost their address.
    """
    models.DaySalt.objects.filter(day__lt=now.date()).delete()
    old = now - kept_for
    writers = models.RemarkWriter.objects.filter(at__lt=old).exclude(address=None).update(address=None)
    flagged = models.RemarkFlag.objects.filter(at__lt=old).exclude(address=None).update(address=None)
    return int(writers + flagged)


def _latest_is(state: RemarkState) -> Q:
    later = models.RemarkChange.objects.filter(remark=OuterRef("remark"), id__gt=OuterRef("id"))
    last = models.RemarkChange.objects.filter(state=state.value).filter(~Exists(later))
    return Q(pk__in=last.values("remark"))


def _states(ids: Sequence[int] | Any) -> dict[int, tuple[RemarkState, str | None, dt.datetime]]:
    """Return the state, its reason and its moment of each comment."""
    rows = models.RemarkChange.objects.filter(remark__in=ids).order_by("id")
    return {
        id_: (RemarkState(s), r, when)
        for id_, s, r, when in rows.values_list("remark_id", "state", "reason", "when")
    }


def _states_of_thread(name: str) -> dict[int, tuple[RemarkState, str | None]]:
    """Return the state and its reason of each comment of a thread, in one question."""
    rows = models.RemarkChange.objects.filter(remark__thread=name).order_by("id")
    return {
        id_: (RemarkState(s), reason) for id_, s, reason in rows.values_list("remark_id", "state", "reason")
    }


def _fresh_flags(ids: Sequence[int]) -> list[Any]:
    """Return the flags that came after the last change of their comment."""
    rows = models.RemarkFlag.objects.filter(remark__in=ids).annotate(last=Max("remark__changes__when"))
    return list(rows.filter(at__gt=F("last")))


def _remarks(rows: Any) -> list[Remark]:
    found = list(rows.select_related("given"))
    ids = [row.pk for row in found]
    states = _states(ids)
    counted: defaultdict[int, int] = defaultdict(int)
    for own in _fresh_flags(ids):
        counted[own.remark_id] += 1
    return [_remark(row, states, counted[row.pk]) for row in found]


def _remark(row: Any, states: Any, flags: int) -> Remark:
    state, reason, _ = states[row.pk]
    return Remark(
        id=row.pk,
        thread=row.thread,
        parent=row.parent_id,
        number=row.given.number if hasattr(row, "given") else None,
        about=row.about,
        quoted=row.quoted,
        claim=tuple(row.claim),
        name=row.name,
        text=row.text,
        correction=row.correction,
        at=row.at,
        state=state,
        reason=reason,
        flags=flags,
    )


def counts(names: Sequence[str]) -> dict[str, int]:
    """Return how many comments of each thread are shown as published."""
    rows = models.RemarkNumber.objects.filter(thread__in=names).filter(
        remark__in=models.Remark.objects.filter(_latest_is(RemarkState.PUBLISHED)).values("pk")
    )
    return dict(rows.values("thread").annotate(n=Count("id")).values_list("thread", "n"))
