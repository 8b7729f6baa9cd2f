"""Dateline: attributed reports in, a sourced daily brief out."""

from __future__ import annotations

__version__ = "0.1.0"
