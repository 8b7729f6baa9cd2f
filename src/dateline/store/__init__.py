"""The database: a Django app, and the only module with SQL.

Import it when a desk is opened, not before: Django takes half a second to load.
"""

from __future__ import annotations
