"""What lets a program in: a person's tokens, of which only the hash is kept."""

# A Django column's type is its class; rows are read in tokens.py only.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """One token of one person. ``role`` is the most it may do; the person's own role is the other bound."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, which has 256 random bits
    begins = models.CharField(max_length=12)  # so that a person can tell which is which
    role = models.PositiveSmallIntegerField()
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
