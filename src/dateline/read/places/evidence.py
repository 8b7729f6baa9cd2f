"""Weighs what stands around a name: is it a place here, which kind, and is it the place or near it?

Each sign is worth points; ``ENOUGH`` of them make a place. The values were set on annotated news
(see bench/RESULTS.md) so that one strong sign carries a large city and two carry a village.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.read.places.names import Toponym, within
from dateline.read.places.persons import People
from dateline.read.places.scenes import Scene
from dateline.read.places.standing import standing
from dateline.read.places.toponyms import beside_it
from dateline.read.places.words import words

ENOUGH = 2.0

# Countries whose town names are English surnames and words as well.
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})

# What makes a name plain enough to carry its other mentions in the report.
CERTAIN = 4.0


class Scales:
    """Weighs the names of one report, given what it says of people."""

    def __init__(self, known: People) -> None:
        self._known = known
        self._words = words()

    def weigh(self, scene: Scene, names: Sequence[Toponym]) -> None:
        """Set evidence, kinds and modifier of a scene's names."""
        for name in names:
            if name.role == "demonym":
                name.evidence = CERTAIN if _stands_for_country(scene.passage.doc, name) else -9.0
            elif name.role == "unit":
                name.evidence = CERTAIN
            elif name.role == "feature":
                self._feature(scene, name)
            elif name.role == "unlisted":
                self._unlisted(name)
            else:
                self._name(scene, name)
        self._contained(names)
        self._listed(scene, names)

    def _name(self, scene: Scene, name: Toponym) -> None:
        name.evidence = standing(name.found)
        if name.first < name.last:
            name.evidence += 1.0
            kind = self._words.kinds.get(scene.low[name.last])
            if kind in UNITS:
                name.kinds = frozenset({kind})  # "Fayette County" is no town that is also called so
        if scene.titled:
            name.evidence -= 1.5
        self._as_person(scene, name)
        self._behind(scene, name)
        self._before(scene, name)

    def _feature(self, scene: Scene, name: Toponym) -> None:
        """Weigh a street, river or hill: hills and heaths double as surnames and as names of schools."""
        low, lists = scene.low, self._words
        name.evidence = 3.0
        if name.kinds & {"street", "water"} or name.found:
            return
        ahead = low[name.first - 1] if name.first else ""
        if (
            low[name.last] in self._known.surnames
            or low[name.first].rstrip(".") in lists.titles | lists.given
        ):
            name.evidence = -9.0
        elif ahead not in lists.strong and ahead not in ("the", "of"):
            name.evidence = 0.0

    def _unlisted(self, name: Toponym) -> None:
        """Weigh a name no gazetteer lists: enough when framed, open when a listed name sounds like it."""
        person = bool({*name.key.split()} & (self._known.surnames | self._known.given))
        name.evidence = -9.0 if person else 3.0 if name.kinds else 1.0 if name.reason else 0.0

    def _as_person(self, scene: Scene, name: Toponym) -> None:
        """Weigh what speaks for a person: the same name elsewhere in the report, a verb of speech, an age."""
        if name.first != name.last:
            return
        key = name.key
        if key in self._known.surnames or key in self._known.given:
            name.evidence -= 4.0
        if key in self._known.common:
            name.evidence -= 3.0
        token = scene.passage.doc[name.last]
        if token.pos_ != "PROPN":
            name.evidence -= 1.5
        if name.evidence < CERTAIN and self._does_as_people(token):
            name.evidence -= 3.0
        elif token.dep_ in ("dobj", "obj") and token.head.lemma_ in self._words.moving:
            name.evidence += 2.0

    def _does_as_people(self, token: Token) -> bool:
        """Tell whether a token speaks, or suffers what only people do ("was charged")."""
        verb = token.head.lemma_
        if token.dep_ == "nsubj":
            return verb in self._words.speaking
        return token.dep_ == "nsubjpass" and verb in self._words.suffering

    def _behind(self, scene: Scene, name: Toponym) -> None:
        """Weigh the word behind the name: a kind of place, a lower-case word or another name."""
        tokens, after = scene.tokens, name.last + 1
        owned = after < len(tokens) and tokens[after] in ("'s", "’s")
        after += owned
        if after >= len(tokens):
            return
        low = scene.low[after].rstrip(".")
        beside = beside_it(scene.low, name.last, self._words.kinds)
        if beside is not None:
            self._framed(name, beside)
        elif low in self._words.around and not owned:
            self._around(scene, name, after)
        elif low in self._words.kinds and not owned:
            self._framed(name, low)
            if low in self._words.many and not _coordinated(scene, name):
                name.kinds = UNITS  # "Idlib towns": the towns of a unit, save where a list names them
            if tokens[after][:1].isupper():
                name.last = after
        elif not tokens[after][:1].isupper():
            self._common_behind(scene, name, after)
        elif not scene.titled and not owned:
            self._capital_behind(scene, name, low)

    def _common_behind(self, scene: Scene, name: Toponym, after: int) -> None:
        """Weigh a word in lower case: a resident, the dash of a dateline, a compound, an article."""
        follower = scene.tokens[after]
        if scene.low[after] in self._words.residents:
            name.evidence += 2.0
        elif follower in self._words.articles and scene.tokens[after + 1 : after + 2] == ["-"]:
            name.evidence -= 6.0  # the first half of a longer name: "Ain al-Arab"
        elif follower in _DASHES and _opens_sentence(scene, name):
            name.evidence += 3.0  # a dateline: "GENEVA (Agency) — ..."
        elif follower == "-" and after == name.last + 1 and name.evidence < CERTAIN:
            name.evidence -= 2.0  # a compound: "Pre-Trial"

    def _capital_behind(self, scene: Scene, name: Toponym, low: str) -> None:
        """Weigh another capitalised word: a public body, a private one, a surname."""
        lists = self._words
        if low in lists.days:
            return  # "in Springfield Sunday afternoon"
        if low in lists.public:
            name.evidence += 2.0
        elif low in lists.media:
            name.evidence -= 5.0
        elif low in lists.private:
            name.evidence -= 1.5
        elif name.key in lists.given:
            name.evidence -= 8.0
        elif scene.passage.doc[name.last + 1].pos_ == "PROPN":
            name.evidence -= 2.0

    def _around(self, scene: Scene, name: Toponym, after: int) -> None:
        """Weigh "the X countryside": not X itself, but the land around it."""
        name.evidence += 3.0
        name.modifier = scene.tokens[after]
        name.reason = f"{scene.low[after]} of it"

    def _framed(self, name: Toponym, word: str) -> None:
        kind = self._words.kinds[word]
        name.kinds = frozenset({"admin1", "region"} if kind == "state" else {kind})
        name.evidence += 4.0
        name.reason = f"called a {word}" if not word.endswith("s") else f"one of the {word}"

    def _before(self, scene: Scene, name: Toponym) -> None:
        """Weigh the words before the name: direction, preposition, "city of", title, given name."""
        lists, low, at = self._words, scene.low, name.first - 1
        if at >= 0 and low[at] == "the":
            at -= 1
        if at >= 0 and low[at] in lists.directions:
            name.modifier = f"{scene.tokens[at]} {name.modifier or ''}".strip()
            name.evidence += 1.5
            at -= 1
        if at >= 0 and low[at] == "the":
            at -= 1
        if at < 0:
            return
        word = low[at].rstrip(".")
        if word == "of" and at and self._of(scene, name, at):
            return
        if word == "of" and at > 1 and low[at - 1] == "," and low[at - 2].isdigit():
            name.evidence += 4.0  # a home: "Jane Doe, 40, of Springfield"
        elif word in lists.strong:
            name.evidence += 3.0
            if word in lists.near:
                name.modifier = f"{word} {name.modifier or ''}".strip()
        elif word in lists.weak:
            name.evidence += 3.0 if at and low[at - 1] in lists.assaults else 1.0
        elif word == "-" and low[at - 1] in ("r", "d"):
            name.evidence += 4.0  # a party and a seat: "Sen. John Doe, R-Springfield"
        else:
            self._capitals_before(scene, name, at)

    def _of(self, scene: Scene, name: Toponym, at: int) -> bool:
        """Weigh "city of X", "outskirts of X", "south of X"; return whether it was one."""
        outer = scene.low[at - 1]
        if outer in self._words.around:
            self._around(scene, name, at - 1)
            if at > 1 and scene.low[at - 2] in self._words.directions:
                name.modifier = f"{scene.tokens[at - 2]} {name.modifier}"
            return True
        if outer in self._words.kinds:
            self._framed(name, outer)
            return True
        if outer in self._words.near or outer in self._words.directions:
            name.modifier = f"{scene.tokens[at - 1]} of"
            name.evidence += 3.0
            return True
        return False

    def _capitals_before(self, scene: Scene, name: Toponym, at: int) -> None:
        word, token = scene.low[at].rstrip("."), scene.tokens[at]
        if word in self._words.titles:
            name.evidence -= 8.0 if token[:1].isupper() else 4.0
        elif scene.tokens[name.first].islower() and token[:1].isupper():
            name.evidence -= 6.0  # "Ahrar al-Sham": a name's second half, not the Sham
        elif token[:1].isupper() and not scene.titled and name.modifier is None and at == name.first - 1:
            if word in self._words.given or token[1:2] == ".":
                name.evidence -= 8.0
            elif scene.passage.doc[at].pos_ == "PROPN":
                name.evidence -= 2.5

    def _contained(self, names: Sequence[Toponym]) -> None:
        """Count a stated container that fits as strong evidence for what lies in it."""
        for name in names:
            outer = name.inside
            if outer is None or name.role != "name":
                continue
            if any(within(one.entry, outer) for one in name.found):
                name.evidence += 4.0
                outer.evidence += 2.0

    def _listed(self, scene: Scene, names: Sequence[Toponym]) -> None:
        """Let a plain place carry its neighbours in a list: "in Aleppo, Hama and Latamneh".

        A plural behind the last is said of each: "Idlib and western Aleppo provinces".
        """
        for one, other in reversed(list(pairwise(names))):
            between = [word for word in scene.low[one.last + 1 : other.first] if not self._is_apart(word)]
            if between not in _LIST or not {one.role, other.role} <= {"name", "unlisted"}:
                continue
            self._share(one, other)
            if one.evidence >= CERTAIN and -2.0 < other.evidence < CERTAIN:
                other.evidence += 2.0
            elif other.evidence >= CERTAIN and -2.0 < one.evidence < CERTAIN:
                one.evidence += 2.0

    def _is_apart(self, word: str) -> bool:
        """A word that modifies the second of two names only."""
        return word == "the" or word in self._words.directions

    def _share(self, one: Toponym, other: Toponym) -> None:
        """Say of the first of two names what the plural, or the land around, says of the second."""
        reason = other.reason or ""
        if reason.startswith("one of") and not one.kinds:
            one.kinds, one.reason, one.evidence = other.kinds, other.reason, one.evidence + 3.0
        elif reason.endswith(" of it") and one.reason is None:
            word = reason.removesuffix(" of it")
            one.reason, one.evidence = other.reason, one.evidence + 3.0
            one.modifier = f"{one.modifier or ''} {word}".strip()


_DASHES = frozenset(("-", "--", "—", "–", "("))


# "Idlib towns": the units that hold them.
UNITS = frozenset({"admin1", "admin2"})


def _coordinated(scene: Scene, name: Toponym) -> bool:
    """Return whether a list stands before a name: "Hama and Homs cities"."""
    return name.first > 1 and scene.low[name.first - 1] in ("and", "or", ",")


def _opens_sentence(scene: Scene, name: Toponym) -> bool:
    """Return whether a name opens its passage, or in capitals a sentence, apart from the dash."""
    doc = scene.passage.doc
    if not doc[name.last].whitespace_:
        return False
    if name.first == 0:
        return True
    return scene.tokens[name.last].isupper() and scene.tokens[name.first - 1] in (".", "!", "?", "”", '"')


_LIST = ([","], ["and"], [",", "and"], ["or"], ["to"])


def _stands_for_country(doc: Doc, name: Toponym) -> bool:
    """Return whether a word for a people stands for the country ("Turkish troops"), not for persons."""
    token = doc[name.last]
    after = doc[name.last + 1] if name.last + 1 < len(doc) else None
    if after is not None and after.is_space and name.last + 2 < len(doc):
        after = doc[name.last + 2]  # a line broken inside the phrase misleads the parser
        return bool(after.tag_.startswith("NN") or after.tag_.startswith("JJ"))
    if after is not None and after.text == "-":
        return True
    return token.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod")
