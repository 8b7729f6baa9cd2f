"""The vocabularies: what a field may say."""

from __future__ import annotations

from enum import StrEnum


class ZoneKind(StrEnum):
    """The part a stretch of text plays on its page."""

    HEADLINE = "headline"
    LEAD = "lead"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    QUOTE = "quote"
    EMBED = "embed"
    LINKS = "links"
    COMMENT = "comment"


class NoteKind(StrEnum):
    """Why a part of a report is left unread by design."""

    LANGUAGE = "language"
    LENGTH = "length"


class Mode(StrEnum):
    """How the words of a statement are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DEMANDS = "demands"
    THREATENS = "threatens"
    PROMISES = "promises"
    ASKS = "asks"
    SPECULATES = "speculates"


class Certainty(StrEnum):
    """How firmly the text gives the content, apart from whether it is true."""

    STATED = "stated"
    REPORTED = "reported"
    ALLEGED = "alleged"
    RUMOURED = "rumoured"
    UNKNOWN = "unknown"


class Factuality(StrEnum):
    """Whether the text presents an event as having happened. Only happened and ongoing count."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    DEMANDED = "demanded"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Exactness(StrEnum):
    """What the number words claim about the number."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


class FigureStatus(StrEnum):
    """What is said of those counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    RETURNED = "returned"
    BESIEGED = "besieged"
    STRANDED = "stranded"
    RESCUED = "rescued"
    RELEASED = "released"
    PRESENT = "present"
    AFFECTED = "affected"
    TAKEN = "taken"
    DESTROYED = "destroyed"
    SIGNED = "signed"
    OTHER = "other"


class PeriodKind(StrEnum):
    """The four kinds of time expression (TimeML TIMEX3)."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class Relation(StrEnum):
    """How one report's text stands to another's."""

    COPY = "copy"
    REPRINT = "reprint"
    UPDATE = "update"


class OriginKind(StrEnum):
    """What kind of voice an account goes back to."""

    AGENCY = "agency"
    OFFICIAL = "official"
    PARTY = "party"
    MONITOR = "monitor"
    MEDIC = "medic"
    WITNESS = "witness"
    ACTIVIST = "activist"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    SOCIAL = "social"
    DATASET = "dataset"


class Grade(StrEnum):
    """Strength of the evidence for an incident (Airwars' grades, adapted in the codebook)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Judgement(StrEnum):
    """What a person decided about a proposal."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ACCEPT = "accept"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    PUBLISH = "publish"
    DISCOUNT = "discount"
    WITHHOLD = "withhold"
    RELEASE = "release"


class PollOutcome(StrEnum):
    """How one visit to a source ended. Missed: it was due and nothing ran."""

    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    MISSED = "missed"


class JobState(StrEnum):
    """Where a job of the background stands. Dead: it failed too often, and waits for a person."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class LinkKind(StrEnum):
    """What a source's entry leads to: a page with a report, or a picture, sound or film."""

    PAGE = "page"
    MEDIA = "media"


class Presence(StrEnum):
    """What a later visit found where a report stood.

    Present: something is there, and there is no earlier copy of the page to compare it with.
    """

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"
    PRESENT = "present"
    UNREACHABLE = "unreachable"
