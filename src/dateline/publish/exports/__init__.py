"""Pure writers of records in formats that others read; ``formats.py`` is the visible list."""
