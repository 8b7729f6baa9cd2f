"""Sealed copies of what was collected."""
