"""Inputs become reports: one file a format, behind one protocol."""

from dateline.collect.files import collect

__all__ = ["collect"]
