"""Runs the stages over a desk, or straight over files, and stores the outcome of each step on each item."""

from dateline.pipeline.adding import Addition, add
from dateline.pipeline.addressed import Kept, add_urls
from dateline.pipeline.collecting import collect, keep_collecting
from dateline.pipeline.desk import Desk, init, open_desk
from dateline.pipeline.exporting import check as check_export
from dateline.pipeline.exporting import export, formats
from dateline.pipeline.importing import import_export
from dateline.pipeline.linking import brief, brief_reports, days, link, link_reports, totals
from dateline.pipeline.reading import read, read_paths, reports, unread
from dateline.pipeline.receipts import receipt, write_receipt
from dateline.pipeline.rounds import Gathered
from dateline.pipeline.showing import sealed, show, verify
from dateline.pipeline.sources import Explained, Tried, attempt, explain
from dateline.pipeline.stamping import stamp
from dateline.pipeline.taking import Selection
from dateline.pipeline.watching import visits, watch

__all__ = [
    "Addition",
    "Desk",
    "Explained",
    "Gathered",
    "Kept",
    "Selection",
    "Tried",
    "add",
    "add_urls",
    "attempt",
    "brief",
    "brief_reports",
    "check_export",
    "collect",
    "days",
    "explain",
    "export",
    "formats",
    "import_export",
    "init",
    "keep_collecting",
    "link",
    "link_reports",
    "open_desk",
    "read",
    "read_paths",
    "receipt",
    "reports",
    "sealed",
    "show",
    "stamp",
    "totals",
    "unread",
    "verify",
    "visits",
    "watch",
    "write_receipt",
]
