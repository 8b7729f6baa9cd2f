"""What became of those only told as shot or taken to hospital: the dead among them are found."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Factuality
from dateline.model import FigureStatus as Status
from dateline.read.figures.counted import Draft
from dateline.read.figures.repeats import is_self, root, same_name, together

# Deaths compared with each person shot: more than any report tells one by one; time stays linear.
MOST = 200


def settle(drafts: Sequence[Draft]) -> None:
    """Settle what became of those only told as shot or taken to hospital."""
    people = [d for d in drafts if d.subject == "people" and not d.background]
    told = [d for d in people if d.factuality is Factuality.HAPPENED and d.repeats is None]
    dead = [d for d in told if d.status is Status.KILLED and d.size][:MOST]
    if not dead:
        return
    listed = {id(d.beside) for d in people if d.beside} | {id(d) for d in people if d.beside}
    for draft in people:
        if not (draft.hit and draft.status is Status.INJURED):
            continue
        if draft.size == 1 and (fate := _fate(draft, dead, listed=id(draft) in listed)):
            draft.repeats, draft.beside = fate, None
    _deaths_within(people, dead)


def _fate(draft: Draft, dead: Sequence[Draft], *, listed: bool) -> Draft | None:
    """The death of the one person told as shot: by name, else where nothing sets the two apart."""
    for other in dead:
        if other.size != 1:
            continue
        apart = draft.more or draft.other or other.more or other.other or listed
        if draft.name and other.name:
            if same_name(draft, other):
                return other
        elif _taken_up(draft, other) or not apart:
            return other
    return None


def _taken_up(draft: Draft, death: Draft) -> bool:
    """ "Shot another man, killing him": the pronoun behind a verb hung on the shooting is the one shot."""
    words, verb = death.words, death.governor
    if verb is None or not together(draft, death) or words.lower[death.top] not in ("him", "her"):
        return False
    return words.dep[verb] in ("advcl", "conj", "xcomp") and words.head[verb] == draft.governor


def _deaths_within(people: Sequence[Draft], dead: Sequence[Draft]) -> None:
    """ "Five people were shot. One died": the dead are among those shot, unless told as others."""
    if any(d.part_of and d.part_of.status is Status.INJURED for d in dead):
        return
    dead = [d for d in dead if not is_self(d)] or dead
    first = dead[0]
    group = [d for d in dead if root(d) is root(first) and _open(d)]
    count = sum(d.size for d in group)
    for draft in people:
        shot = draft.hit and draft.status is Status.INJURED and draft.size >= 2 and draft.part_of is None
        told = draft.repeats or draft
        if shot and draft.size >= count and not (draft.other or draft.more or told.other or told.more):
            for death in group:
                if death.part_of is None or death.part_of.size == draft.size:
                    death.part_of = draft
            return


def _open(death: Draft) -> bool:
    """Whether a death is a part of nothing, or of a bare group: "one of the four"."""
    return death.part_of is None or death.part_of.status is Status.OTHER
