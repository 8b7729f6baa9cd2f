"""The desk and the site: one Django project over one desk, started with ``dateline serve``."""
