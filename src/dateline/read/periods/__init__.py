"""Time expressions, resolved against the report's date or the last date told (EDTF).

Three steps: the grammar finds frames (``timegrammar``), guards drop what only looks like time ("we
may", "2,000 people"), and each frame is read in order (``timeforms``), because a story's "the next
day" hangs on the date before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from spacy.tokens import Token

from dateline.model import Period, PeriodKind
from dateline.read.page import Mention, Page, Passage
from dateline.read.periods.anchoring import Anchor, Tense
from dateline.read.periods.forms import FORMS
from dateline.read.periods.grammar import Frame, grammar
from dateline.read.periods.guards import fits, listed, tense_at
from dateline.read.periods.reading import Reading
from dateline.read.periods.words import Words

# A history names years; a news report names days by their distance. A text is told as a history when it
# names at least this many years, most of them more than a year before publication, and this many times
# more years than days counted from its own ("Friday", "last week", "three years ago").
STORY_YEARS = 4
STORY_SHARE = 5
DEICTIC_FORMS = frozenset({"weekday", "deictic", "tonight"})
OPENERS = frozenset({"since"})
STOPS = frozenset(".;:,()")
# "since the start of the uprising against the old president in": no longer clause was seen before its date.
REACH = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A frame in its passage, with the words around it."""

    passage: Passage
    text: str
    frame: Frame
    words: Words

    def before(self, back: int = 1) -> str:
        """Return the word ``back`` places before the frame, or nothing."""
        at = self.frame.first - back
        return self.words[at].text if at >= 0 else ""


def find(page: Page) -> list[Mention[Period]]:
    """Return the time expressions in reading order, ids assigned; unresolved ones have no ``edtf``."""
    found = [item for passage in page.passages for item in frames(page, passage)]
    anchor = Anchor(page.report.published, narrative=is_history(page, found))
    mentions: list[Mention[Period]] = []
    last: Passage | None = None
    for item in found:
        if last is not None and item.passage is not last and not anchor.narrative:
            anchor.told_day = anchor.told_day if item.passage.index - last.index == 1 else None
        last = item.passage
        mentions.extend(_read(item, anchor, len(mentions)))
    return _with_ranges(mentions, page.report.text)


def frames(page: Page, passage: Passage) -> Iterator[Found]:
    """Yield the frames of a passage that pass their guards."""
    last = passage.doc[-1]
    text = page.report.text[passage.start : passage.start + last.idx + len(last)]
    rules = grammar()
    words = rules.lex(text)
    for frame in rules.frames(words, lambda frame: fits(frame, words, passage)):
        yield Found(passage, text, frame, words)


def is_history(page: Page, found: list[Found]) -> bool:
    """Tell whether the text recounts past years rather than the days around its publication."""
    slots = [item.frame.slots for item in found]
    years = [each["year"] for each in slots if isinstance(each.get("year"), int)]
    ancient = sum("era" in each for each in slots)
    near = sum(map(_counts_from_today, found))
    if len(years) + ancient < max(STORY_YEARS, STORY_SHARE * near):
        return False
    published = page.report.published
    return published is None or ancient > len(years) or median(years) < published.year - 1


def _counts_from_today(item: Found) -> bool:
    """ "Today" is left out: a history says it of its own readers, and quotes it."""
    slots, form = item.frame.slots, item.frame.form
    if slots.get("dei") == 0:
        return False
    return form in DEICTIC_FORMS or "past" in slots or ("deic" in slots and form != "window")


def _read(item: Found, anchor: Anchor, count: int) -> Iterator[Mention[Period]]:
    """Yield one mention for a frame, or one for each end of a range."""
    frame = item.frame
    tense = tense_at(item.passage, item.words[frame.first].start) if _needs_tense(frame) else Tense.OPEN
    for index, part in enumerate(_ends(frame)):
        reading = FORMS[part.form](part.slots, anchor, tense)
        if reading is None:
            return
        if reading.stretch is not None and reading.tells and index == 0:
            anchor.tell(reading.stretch)
        if anchor.published and (item.before() in OPENERS or _of_a_beginning(item)):
            reading = _since(reading, anchor)
        yield _mention(item, part, reading, anchor, count + index + 1)


def _of_a_beginning(item: Found) -> bool:
    """Tell whether the date is that of a beginning told after "since": "since it began in March"."""
    begun = False
    for back in range(1, REACH + 1):
        word = item.before(back)
        if word in OPENERS:
            return begun
        if not word or word in STOPS:
            return False
        begun = begun or word in listed("begun")
    return False


def _needs_tense(frame: Frame) -> bool:
    return (
        frame.form in ("weekday", "weekend", "daypart", "date", "holiday", "clock")
        and "year" not in frame.slots
    )


def _ends(frame: Frame) -> tuple[Frame, ...]:
    """Return the frame, or for a range the frames of its two ends, which share what is said once."""
    if "join" not in frame.slots:
        return (frame,)
    join = frame.places["join"]
    left, right = dict(frame.slots), dict(frame.slots)
    for slot in [name for name in frame.slots if name.endswith("2")]:
        right[slot[:-1]] = right.pop(slot)
        del left[slot]
    if "year" in left and left.get("month", 0) > right.get("month", 12):
        left["year"] -= 1  # "from October to March 1945"
    if "yy" in right:  # "1980-88": the century of the first
        right["year"] = left["year"] - left["year"] % 100 + right.pop("yy")
    if "part2" not in frame.slots:
        right.pop("part", None)
    return (replace(frame, last=join - 1, slots=left), replace(frame, first=join + 1, slots=right))


def _since(reading: Reading, anchor: Anchor) -> Reading:
    """Return the stretch from the date named up to publication."""
    first, _ = reading.bounds()
    if first is None or anchor.published is None or first > anchor.published or anchor.narrative:
        return reading
    return replace(reading, span=(first, anchor.published))


def _mention(item: Found, frame: Frame, reading: Reading, anchor: Anchor, number: int) -> Mention[Period]:
    passage = item.passage
    low, high = item.words[frame.first].start, item.words[frame.last].end
    start, end = passage.start + low, passage.start + high
    first, last = reading.bounds()
    record = Period(
        id=f"p{number}",
        start=start,
        end=end,
        text=item.text[low:high],
        kind=reading.kind,
        edtf=reading.edtf(),
        first=first,
        last=last,
        timex=reading.timex,
        rule=frame.rule,
    )
    tokens = passage.tokens(start, end)
    head = tokens.root if tokens is not None else passage.doc[0]
    return Mention(record, passage, head, governor(head))


def governor(token: Token) -> Token | None:
    """Return the verb or noun the expression hangs on, past its preposition."""
    head = token.head
    if head.pos_ == "ADP":
        head = head.head
    return None if head == token else head


def _with_ranges(mentions: list[Mention[Period]], text: str) -> list[Mention[Period]]:
    """Give both ends of "between the 2nd and the 5th" the whole stretch they name together."""
    out = list(mentions)
    for index in range(len(out) - 1):
        left, right = out[index], out[index + 1]
        if _joined(left, right, text):
            span = {"first": left.record.first, "last": right.record.last}
            edtf = f"{left.record.edtf}/{right.record.edtf}"
            for at, end in ((index, left), (index + 1, right)):
                record = end.record.model_copy(update={**span, "edtf": edtf})
                out[at] = replace(end, record=record)
    return out


def _joined(left: Mention[Period], right: Mention[Period], text: str) -> bool:
    a, b = left.record, right.record
    if left.passage is not right.passage or b.start - a.end > 12 or PeriodKind.DURATION in (a.kind, b.kind):
        return False
    if not (a.edtf and b.edtf and a.first and b.last and a.first < b.last) or "/" in a.edtf + b.edtf:
        return False
    gap = text[a.end : b.start].strip().lower()
    if gap == "and":
        return text[max(0, a.start - 12) : a.start].rstrip().lower().endswith("between")
    return gap in ("-", "–", "—", "to", "until", "till", "through", "to the", "until the")
