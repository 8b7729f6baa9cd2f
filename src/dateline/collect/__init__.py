"""Inputs become reports: one file a format, behind one protocol."""
