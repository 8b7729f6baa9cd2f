"""Measures of Dateline on texts that others annotated, and of its speed."""
