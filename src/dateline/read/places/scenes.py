"""A passage as place names are looked for in it: its tokens as text and its runs of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.read.page import Passage
from dateline.read.places.words import Words, words


@dataclass(slots=True)
class Scene:
    """A passage's tokens as text. ``titled``: nearly every word is capitalised, so capitals tell nothing."""

    passage: Passage
    text: str
    tokens: list[str]
    low: list[str]
    titled: bool
    runs: list[tuple[int, int]] = field(default_factory=list)

    def words(self, first: int, last: int) -> str:
        """Return the text of tokens ``first`` up to and including ``last``."""
        doc = self.passage.doc
        return self.text[doc[first].idx : doc[last].idx + len(doc[last])]


def scenes(passages: Sequence[Passage]) -> list[Scene]:
    """Return the passages that hold a capitalised word, with their runs of capitalised tokens."""
    lists = words()
    found = []
    for passage in passages:
        text = passage.text  # the parser may have seen text in capitals in lower case
        tokens = [text[token.idx : token.idx + len(token)] for token in passage.doc]
        runs = list(_runs(tokens, lists))
        if runs:
            low = [word.casefold() for word in tokens]
            found.append(Scene(passage, text, tokens, low, _titled(tokens), runs))
    return found


def _titled(tokens: list[str]) -> bool:
    """Return whether capitals tell nothing: a headline in title case, or text all in capitals."""
    long = [word for word in tokens if len(word) > 3 and word.isalpha()]
    if len(long) < 3 or (tokens[-1] == "." and not long[-1].isupper()):
        return False
    return sum(word[0].isupper() for word in long) > 0.75 * len(long)


def _runs(tokens: list[str], lists: Words) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each longest stretch of capitalised tokens and what joins them."""
    at, count = 0, len(tokens)
    while at < count:
        if not opens(tokens, at, lists):
            at += 1
            continue
        end = probe = at
        while probe + 1 < count and probe - end < 4:
            probe += 1
            if opens(tokens, probe, lists):
                end = probe
            elif tokens[probe] not in lists.inner and tokens[probe] not in _JOINS:
                break
        yield at, end
        at = end + 1


# The article without a hyphen ("Deir al Zor"), the Persian link ("Sar-e Pul"), and what hyphenated and
# possessive names are split at.
_JOINS = frozenset(("-", "’", "‘", "'", "&", "al", "el", "ez", "az", "ul", "e", "i", "ye"))


def opens(tokens: list[str], at: int, lists: Words) -> bool:
    word = tokens[at]
    return word[:1].isupper() or (word in lists.articles and tokens[at + 1 : at + 2] == ["-"])
