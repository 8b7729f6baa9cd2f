"""Several reports side by side: copies, origins, incidents, tolls, grades."""

from dateline import callable_room

callable_room(__name__)
