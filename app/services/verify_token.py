"""Tokens of an OpenID Connect issuer that the operator trusts: signed, for this audience, with a scope of ours."""

import json
import threading
import time
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

import jwt

from app.domain.access import Principal, Scope
from app.errors import Forbidden, Unauthorized, Unavailable

# Only signatures by a key pair: with a shared secret, whoever can check a token could also make one.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_LEEWAY_SECONDS = 30
_TIMEOUT_SECONDS = 5
_PAUSE_SECONDS = 10.0  # between two questions for keys that tokens name and the issuer did not have


def _named(keys: Sequence[jwt.PyJWK], name: object) -> jwt.PyJWK | None:
    return next((key for key in keys if key.key_id == name), None)


class TokenVerifier:
    """Checks tokens against the issuer's published keys, which are fetched when the first token comes."""

    def __init__(self, issuer: str, audience: str, claim: str, scopes: Mapping[str, Scope]) -> None:
        self._issuer, self._audience, self._claim, self._scopes = issuer, audience, claim, scopes
        self._keys: jwt.PyJWKClient | None = None
        self._fetching = threading.Lock()
        self._ask_again = 0.0

    def principal(self, token: str) -> Principal:
        """Return who the token names; it blocks while keys are fetched.

        Raises Unauthorized for a token that is not good, Forbidden for one without a scope, and Unavailable while the
        issuer does not answer.
        """
        try:
            claims = jwt.decode(
                token,
                self._key_of(token),
                algorithms=list(_ALGORITHMS),
                issuer=self._issuer,
                audience=self._audience,
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWKClientConnectionError:
            raise Unavailable("The issuer of tokens does not answer; ask again in a moment.") from None
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

    def _key_of(self, token: str) -> jwt.PyJWK:
        """Return the key that a token names; for an unknown one the issuer is asked again, but not by every token."""
        name, known = jwt.get_unverified_header(token).get("kid"), self._known_keys()
        found = _named(known.get_signing_keys(), name)
        if found is None and time.monotonic() >= self._ask_again:
            self._ask_again = time.monotonic() + _PAUSE_SECONDS
            found = _named(known.get_signing_keys(refresh=True), name)
        if found is None:
            raise Unauthorized("The token is signed by no key of its issuer.")
        return found

    def _known_keys(self) -> jwt.PyJWKClient:
        with self._fetching:
            if self._keys is None:
                self._keys = jwt.PyJWKClient(self._discovered()["jwks_uri"], timeout=_TIMEOUT_SECONDS)
            return self._keys

    def _discovered(self) -> dict[str, Any]:
        """Read the issuer's own description of itself (OpenID Connect Discovery 1.0, section 4)."""
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            with urllib.request.urlopen(address, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310 -- a setting
                document = json.loads(answer.read())
        except (OSError, ValueError):
            raise Unavailable("The issuer of tokens does not answer; ask again in a moment.") from None
        if not isinstance(document, dict) or document.get("issuer") != self._issuer or "jwks_uri" not in document:
            raise Unavailable("The issuer of tokens does not describe itself as OpenID Connect Discovery asks.")
        return document
