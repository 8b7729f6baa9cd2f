"""Attributions: content spans matched one to one, the speaker among them, and speech cues alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.metrics import Pieces, f1, iou, overlap, pairs, precision, recall
from bench.predictions import Doc, load, read_texts
from bench.rows import Row, row
from dateline.read.statements.confidence import CERTAIN

SAME = 0.5  # content IoU from which two attributions are one

# Words of saying, by their stems: the cues of quotation, without belief, plan and feeling.
SAYING = re.compile(
    r"\b(say|said|told|tell|according|add|announc|ask|repl[iy]|respon|stat(e|ed|es|ing)\b|declar|explain|argu|claim"
    r"|insist|warn|not(ed|es|ing)\b|wr[io]t|tweet|remark|comment|quip|quot)"
)


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield content F1, speakers among the matched, speech cues, and how right what is called certain is."""
    docs = load(folder / "docs.jsonl", limit)
    count: Counter[str] = Counter()
    for doc, read in zip(docs, read_texts(docs), strict=True):
        gold = [g for g in doc["gold"] if not discarded(g["content"], doc.get("discard", []))]
        found = [
            s
            for s in map(pieces, read.get("statements", []))
            if not discarded(s["content"], doc.get("discard", []))
        ]
        count.update(judge(doc["text"], gold, found))
    matched = count["matched"]
    yield row("polnear f1", f1(matched, count["gold"], count["found"]), count["gold"])
    yield row("polnear speaker", recall(count["speaker"], matched), matched)
    yield row(
        "polnear speech precision",
        precision(count["speech hit"], count["speech found"]),
        count["speech found"],
    )
    yield row(
        "polnear speech recall", recall(count["speech met"], count["speech gold"]), count["speech gold"]
    )
    certain = count["certain found"]
    yield row("polnear certain precision", precision(count["certain hit"], certain), certain)
    yield row("polnear certain share", recall(certain, count["found"]), count["found"])


def judge(text: str, gold: Sequence[Doc], found: Sequence[Doc]) -> Counter[str]:
    """Count for one document. Speech is judged by each side's own cue: hit of ours, met of gold's."""
    weights = {}
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if (share := iou(g["content"], f["content"])) >= SAME:
                weights[i, j] = share
    chosen = pairs(weights)
    ours, theirs = {j for _, j in chosen}, {i for i, _ in chosen}
    speech_found = {j for j, f in enumerate(found) if is_speech(text, f["cue"])}
    certain = {j for j, f in enumerate(found) if f.get("confidence", 0) >= CERTAIN}
    speech_gold = {i for i, g in enumerate(gold) if is_speech(text, g["cue"])}
    return Counter(
        {
            "gold": len(gold),
            "found": len(found),
            "matched": len(chosen),
            "speaker": sum(same_speaker(gold[i]["source"], found[j]["source"]) for i, j in chosen),
            "certain found": len(certain),
            "certain hit": len(certain & ours),
            "speech found": len(speech_found),
            "speech gold": len(speech_gold),
            "speech hit": len(speech_found & ours),
            "speech met": len(speech_gold & theirs),
        }
    )


def pieces(statement: Doc) -> Doc:
    """Return a statement in the corpus's own form: lists of (start, end)."""
    one = {key: [statement[key]] if statement[key] else [] for key in ("speaker", "cue")}
    spans = {"source": one["speaker"], "cue": one["cue"], "content": statement["content"]}
    read = {key: [(s["start"], s["end"]) for s in value] for key, value in spans.items()}
    return {**read, "confidence": statement["confidence"]}


def discarded(content: Pieces, debris: Pieces) -> bool:
    """Tell whether at least half of the content lies in what the annotator marked as page debris."""
    return bool(debris) and overlap(content, debris) * 2 >= sum(end - start for start, end in content)


def same_speaker(gold: Pieces, found: Pieces) -> bool:
    """Tell whether both name none, or their spans meet by half, or one holds the other whole."""
    if not gold or not found:
        return not gold and not found
    shared = overlap(gold, found)
    smaller = min(sum(end - start for start, end in span) for span in (gold, found))
    return iou(gold, found) >= SAME or (shared > 0 and shared == smaller)


def is_speech(text: str, cue: Pieces) -> bool:
    """Tell whether the cue holds a word of saying."""
    return any(SAYING.search(text[start:end].lower()) for start, end in cue)
