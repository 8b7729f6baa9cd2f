"""What an editor looks at before a brief is published; leaving one out needs a reason, which is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.errors import EmptyInput
from dateline.model import Brief, Grade, Record

LOOKED = "looked"


class Check(Record):
    """One thing to look at: a stable key and a sentence that says what and why."""

    key: str
    text: str


def checks(brief: Brief, names: Sequence[str], held: int, published: int) -> tuple[Check, ...]:
    """Return what is to be looked at before this brief is published.

    ``names`` are those the harm rules keep from readers, ``held`` how many incidents are held back,
    ``published`` how many versions the day has.
    """
    several = ("No name is", "One name is")[len(names)] if len(names) < 2 else f"{len(names)} names are"
    found = [
        Check(
            key="people",
            text=f"{several} kept from readers. Does the preview still name a child, a private person or "
            "somebody who could be hurt?",
        )
    ]
    if held:
        what = "One incident is" if held == 1 else f"{held} incidents are"
        found.append(Check(key="held", text=f"{what} held back, because people can be hit there again."))
    if brief.headline is None:
        found.append(Check(key="headline", text="There is no headline: no report of this day is known."))
    weak = sum(one.grade in (Grade.WEAK, Grade.CONTESTED) for one in brief.incidents)
    if weak:
        found.append(
            Check(key="weak", text=f"{weak} of {len(brief.incidents)} incidents are weak or contested.")
        )
    single = sum(one.origins == 1 and one.grade is not Grade.WEAK for one in brief.incidents)
    if single:
        what = "incident rests" if single == 1 else "incidents rest"
        found.append(Check(key="origin", text=f"{single} {what} on one origin alone."))
    if published:
        found.append(
            Check(key="again", text="This day was published before: does the note say what you correct?")
        )
    return tuple(found)


def answered(asked: Sequence[Check], answers: Mapping[str, str]) -> str | None:
    """Return the reasons for what was left out, for the ledger; None when everything was looked at.

    ``answers`` give by key LOOKED or the reason why not. Raises EmptyInput for a check without an answer.
    """
    left = []
    for check in asked:
        answer = answers.get(check.key, "").strip()
        if not answer:
            raise EmptyInput(
                f"“{check.text}”", "was not answered", "say that you looked at it, or why it is left out"
            )
        if answer != LOOKED:
            left.append(f"left out “{check.text}”: {answer}")
    return "; ".join(left) or None
