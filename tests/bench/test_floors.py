"""No measure may fall more than half a point below its floor. Needs the annotated corpora."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.reading import SETS

from bench import floors

ROOT = Path(__file__).parent.parent.parent
CORPORA = Path(os.environ.get("DATELINE_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="no annotated corpora: set DATELINE_CORPORA to their folder")
def test_no_measure_falls_below_its_floor() -> None:
    assert floors.below(floors.measured(CORPORA, SETS), floors.load()) == []
