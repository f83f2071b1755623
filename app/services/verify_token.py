"""Tokens of an OpenID Connect issuer that the operator trusts: signed, for this audience, with a scope of ours."""

from collections.abc import Mapping

import jwt

from app.domain.access import Principal, Scope
from app.errors import Forbidden, Unauthorized
from app.services.issuer_keys import IssuerKeys

# Only signatures by a key pair: with a shared secret, whoever can check a token could also make one.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_LEEWAY_SECONDS = 30


class TokenVerifier:
    """Checks tokens against the issuer's published keys."""

    def __init__(self, issuer: str, audience: str, claim: str, scopes: Mapping[str, Scope]) -> None:
        self._issuer, self._audience, self._claim, self._scopes = issuer, audience, claim, scopes
        self._keys = IssuerKeys(issuer)

    async def principal(self, token: str) -> Principal:
        """Return who the token names.

        Raises Unauthorized for a token that is not good, Forbidden for one without a scope, and Unavailable while the
        issuer does not answer.
        """
        try:
            claims = jwt.decode(
                token,
                await self._keys.named(jwt.get_unverified_header(token).get("kid")),
                algorithms=list(_ALGORITHMS),
                issuer=self._issuer,
                audience=self._audience,
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise Unauthorized(f"The token is not good: {error}.") from None
        subject = str(claims["sub"])[:200]
        name = str(claims.get("name") or claims.get("preferred_username") or claims.get("client_id") or subject)[:80]
        return Principal(subject, name, self._scope(claims.get(self._claim)))

    def _scope(self, said: object) -> Scope:
        """Return the widest scope that the claim gives: words in a text, or a list of them."""
        words = said.split() if isinstance(said, str) else said if isinstance(said, list) else []
        given = {self._scopes[word] for word in words if isinstance(word, str) and word in self._scopes}
        widest = next((scope for scope in reversed(Scope) if scope in given), None)
        if widest is None:
            raise Forbidden(f"The token's claim {self._claim!r} names no scope of this service.")
        return widest
