"""The vocabulary of figures, turned from ``data/figures.toml`` into sets for the inner loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.data import toml
from dateline.model import FigureStatus

_TABLE = toml("figures")


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, FigureStatus]:
    return {word: FigureStatus(status) for status, words in table.items() for word in words}


OBJECT = _by_word(_TABLE["object"])
SUBJECT = _by_word(_TABLE["subject"])
PREDICATE = _by_word(_TABLE["predicate"])
NOUN = _by_word(_TABLE["noun"])
OF = _by_word(_TABLE["of"])
THING_VERB = _by_word(_TABLE["thing"])
HIT = frozenset(_TABLE["hit"]["object"])

TOLL_NOUNS = frozenset(_TABLE["toll"]["nouns"])
TOLL_VERBS = frozenset(_TABLE["toll"]["verbs"])
DEATH_TOLLS = frozenset(_TABLE["toll"]["deaths"])
TOLL_LINKS = frozenset(_TABLE["toll"]["links"])
EARLIER = frozenset(_TABLE["earlier"]["words"])
OF_COUNTS = frozenset(_TABLE["earlier"]["between"])
CARRIERS = frozenset(_TABLE["carrier"]["verbs"])
SUFFER_VERBS = frozenset(_TABLE["suffer"]["verbs"])
SUFFER_NOUNS = frozenset(_TABLE["suffer"]["nouns"])
CARRY_VERBS = frozenset(_TABLE["carried"]["verbs"])
HOSPITALS = frozenset(_TABLE["carried"]["places"])

ARMED = frozenset(_TABLE["people"]["armed"])
PEOPLE = frozenset(_TABLE["people"]["general"]) | ARMED
THINGS: dict[str, str] = {word: subject for subject, words in _TABLE["things"].items() for word in words}
NEVER = frozenset(_TABLE["never"]["words"])
NAMELESS = frozenset(_TABLE["nameless"]["words"])
MORE = frozenset(_TABLE["more"]["words"])
OTHERS = frozenset(_TABLE["others"]["words"])
SEXES: dict[str, str] = {word: sex for sex in ("male", "female") for word in _TABLE["sex"][sex]}
CHILDREN = frozenset(_TABLE["sex"]["children"])
GROWN = ARMED | frozenset(_TABLE["sex"]["grown"])
KIN = frozenset(_TABLE["kin"]["words"])
SURVIVAL = frozenset(_TABLE["survival"]["words"])
PLACE_WORDS = frozenset(_TABLE["place_words"]["words"])

HYPOTHETICAL = frozenset(_TABLE["factuality"]["hypothetical"])
PLANNED = frozenset(_TABLE["factuality"]["planned"])
DEMANDED = frozenset(_TABLE["factuality"]["demanded"])
DEMAND_VERBS = frozenset(_TABLE["factuality"]["demand_verbs"])
PLAN_VERBS = frozenset(_TABLE["factuality"]["plan_verbs"])
FEAR_VERBS = frozenset(_TABLE["factuality"]["fear_verbs"])
CONDITIONS = frozenset(_TABLE["factuality"]["conditions"])

TITLES = frozenset(_TABLE["titles"]["words"])
AMBIGUOUS = frozenset(_TABLE["ambiguous"]["verbs"])
SELVES = frozenset(_TABLE["self"]["words"])
SELF_VERBS = frozenset(_TABLE["self"]["verbs"])
PERSONS_ONLY = frozenset(_TABLE["persons_only"]["verbs"])
ENDINGS = tuple(_TABLE["persons_only"]["endings"])

CALENDAR = frozenset(_TABLE["calendar"]["words"])

WAR_NOUNS = frozenset(_TABLE["background"]["nouns"])
WAR_STARTS = frozenset(_TABLE["background"]["starts"])
DEEDS = frozenset(_TABLE["background"]["deeds"])
RECALLS = frozenset(_TABLE["background"]["recalls"])
SPEECH = frozenset(_TABLE["speech"]["verbs"])
CHARGES = frozenset(_TABLE["background"]["charges"])

# A status that only people can have: a counted noun we do not know is taken for people under these.
PERSONAL = frozenset(
    {
        FigureStatus.KILLED,
        FigureStatus.INJURED,
        FigureStatus.DETAINED,
        FigureStatus.ABDUCTED,
        FigureStatus.DISPLACED,
        FigureStatus.MISSING,
    }
)
