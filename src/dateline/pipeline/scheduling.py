"""Publishes drafts at the moment that an editor set, as they stood when it was set."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dateline.errors import DatelineError, EmptyInput
from dateline.model import Draft, Publication, Scheduled
from dateline.pipeline import publishing
from dateline.pipeline.desk import Desk

# A plan for later than this is a slip of the pen.
LONGEST = dt.timedelta(days=366)


def schedule(
    desk: Desk,
    draft: Draft,
    at: dt.datetime,
    who: str,
    now: dt.datetime,
    note: str | None = None,
    left: str | None = None,
) -> Scheduled:
    """Plan to publish a draft at ``at``; an earlier plan for its day is given up.

    Raises EmptyInput for a moment that is over or too far off, and for a correction without its note.
    """
    from dateline.store import published

    if not now < at <= now + LONGEST:
        raise EmptyInput(
            f"{at:%Y-%m-%d %H:%M} UTC", "is over, or more than a year away", "give a later moment"
        )
    with desk.database.session():
        if published.version(draft.day) and not (note or "").strip():
            raise EmptyInput(
                f"the brief of {draft.day}", "was published before", "say in a sentence what this corrects"
            )
        made = Scheduled(day=draft.day, revision=draft.revision, at=at, note=note or None, left=left, who=who)
        published.schedule(made)
    return made


def cancel(desk: Desk, day: dt.date) -> bool:
    """Give up the plan for a day; return whether there was one."""
    from dateline.store import published

    with desk.database.session():
        return published.unschedule(day)


def planned(desk: Desk, day: dt.date | None = None) -> list[Scheduled]:
    """Return the plans, the first one first; those of a day when it is given."""
    from dateline.store import published

    with desk.database.session():
        return published.scheduled(day)


def publish_due(desk: Desk, now: dt.datetime) -> Iterator[Publication | Scheduled]:
    """Publish what is due; yield what was published, and each plan that could not be kept with its problem.

    A draft that was changed after it was planned is not published: nobody has looked at it as it is. One
    that a killed worker has published already is not published again.
    """
    from dateline.store import published

    with desk.database.session():
        due = published.scheduled(due=now)
    for plan in due:
        try:
            done = _published(desk, plan)
        except DatelineError as error:
            failed = plan.model_copy(update={"problem": f"{error.item} {error.problem}"})
            with desk.database.session():
                published.schedule(failed)
            yield failed
        else:
            cancel(desk, plan.day)
            if done:
                yield done


def _published(desk: Desk, plan: Scheduled) -> Publication | None:
    """Publish one draft at the moment planned; None when that was done before."""
    from dateline.store import published

    with desk.database.session():
        if any(one.when == plan.at for one in published.editions(plan.day)):
            return None
        draft = published.draft(plan.day)
    if draft is None or draft.revision != plan.revision:
        raise EmptyInput(
            f"the draft of {plan.day}", "was changed after it was planned", "look at it, then plan it again"
        )
    return publishing.publish(desk, draft, plan.who, plan.at, plan.note, plan.left)
