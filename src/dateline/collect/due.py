"""Works out when a source is to be visited next, and which visits were missed. Nothing here reads a clock."""

from __future__ import annotations

import datetime as dt

from dateline.config import SourceEntry
from dateline.model import Poll, PollOutcome, SourceState

# A source that fails is asked ever more seldom, but one that returns after a week is noticed within this.
LONGEST_BACKOFF = dt.timedelta(hours=6)
# A visit this much late was no missed one: rounds take their time, and cron starts by the minute.
GRACE = dt.timedelta(minutes=5)


def next_due(source: SourceEntry, state: SourceState | None, zone: dt.tzinfo) -> dt.datetime | None:
    """Return when the source is to be visited; the year 1 for at once, None when only by name.

    A failing source waits twice as long each time, up to LONGEST_BACKOFF or its own schedule, whichever is
    longer; one whose server named a time waits for that.
    """
    times = source.times
    if times is None:
        return None
    if state is None or state.last_try is None:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    due = times.after(state.last_try, zone)
    if state.failures > 1:
        step = due - state.last_try
        wait = min(step * 2 ** min(state.failures - 1, 20), max(step, LONGEST_BACKOFF))
        due = state.last_try + wait
    return max(due, state.retry_at or due)


def is_due(source: SourceEntry, state: SourceState | None, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Return whether the source is to be visited now.

    A last visit that lies in the future says that a clock was wrong, then or now: it is due.
    """
    due = next_due(source, state, zone)
    if due is None:
        return False
    ahead = state is not None and state.last_try is not None and state.last_try > now + GRACE
    return due <= now or ahead


def missed(source: SourceEntry, state: SourceState | None, now: dt.datetime, zone: dt.tzinfo) -> Poll | None:
    """Return the visits that were due since the last one, but for the one made now, as one record.

    Visits that were put off because the source failed were not missed.
    """
    times = source.times
    if times is None or state is None or state.last_try is None or state.failures or state.retry_at:
        return None
    first = times.after(state.last_try, zone)
    if now - first < times.every:
        return None
    count = int((now - first) / times.every)
    last = first + (count - 1) * times.every
    return Poll(source=source.name, outcome=PollOutcome.MISSED, first=first, last=last, times=count)
