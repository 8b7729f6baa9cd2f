"""Where a dateline ends: "KABUL, Afghanistan (Dec. 29) –" is where a report was written, not its news."""

from __future__ import annotations

import re

# Capitalised words with commas, then a day or agency in brackets or a dash: Associated Press style.
# Without a dash the place must be in capitals, so that an opening name in brackets is not taken for one.
PLACE = r"[A-Z][\w.’'ʼ-]*(?:[ ,]+(?:[A-Z][\w.’'ʼ-]*|de|la|of|al|el|and))*"
DAY = r",? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?)"
DASHED = re.compile(rf"{PLACE}(?:{DAY})?(?: ?\([^)\n]{{2,40}}\))? ?(?:--?|–|—)\s")
CAPITALS = re.compile(r"[A-Z][A-Z’' -]{2,}(?:, ?[^()\n]{2,40})?,? ?\([^)\n]{2,40}\)")
# A dateline is short; a longer match is a sentence with a dash in it.
LONGEST = 90


def end(text: str) -> int:
    """Return the offset at which the dateline of a paragraph ends, 0 when it has none."""
    for pattern in (DASHED, CAPITALS):
        found = pattern.match(text, 0, LONGEST)
        if found:
            return found.end()
    return 0
