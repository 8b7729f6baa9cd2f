"""Lets a program in by its token, as far as the operation's role and the token's go together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer

from dateline.web.current import now
from dateline.web.people import tokens
from dateline.web.people.models import Token
from dateline.web.roles import Role

# A token has 46 letters; what is longer is none, and is not hashed.
LONGEST = 200


class Holder(HttpBearer):
    """Asks for a token of at least this role. Without one named nobody comes in: a slip shuts it.

    A session's cookie opens nothing here, so no other site can act through a signed-in browser.
    """

    def __init__(self, needs: Role | None = None) -> None:
        super().__init__()
        self.needs = needs

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Return the token that was sent; None for one that does not work. Raises AuthorizationError."""
        found = tokens.held(token, now()) if token.isascii() and len(token) <= LONGEST else None
        if found is None:
            return None
        own = tokens.role(found)
        if self.needs is None or own < self.needs:
            wanted = self.needs.label if self.needs else "of nobody"
            raise AuthorizationError(
                message=f"This needs the role {wanted}; the token may do what a {own.label} may."
            )
        return found


def who(request: Any) -> str:
    """Return in whose name a program acts, and by which token: what the ledger keeps."""
    token: Token = request.auth
    return f"{token.user.get_username()} (token: {token.name})"
