"""Sets of words, as tables give them."""

from __future__ import annotations

Words = frozenset[str]
NONE: Words = frozenset()
