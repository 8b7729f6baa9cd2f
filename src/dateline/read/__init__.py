"""Who said what, what happened, where, when, how many: read from one report."""
