"""Who said what, what happened, where, when, how many: read from one report."""

from dateline import callable_room

callable_room(__name__)
