"""Signing in, invitations, roles and the second factor."""
