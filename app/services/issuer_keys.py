"""The keys that an OpenID Connect issuer signs with: asked for when they are needed, and then not by everybody."""

import asyncio
import http.client
import json
import time
import urllib.request
from collections.abc import Sequence
from typing import Any

import jwt

from app.errors import Unauthorized, Unavailable

_TIMEOUT_SECONDS = 5
_LARGEST = 1024 * 1024  # bytes of a document
_FRESH_SECONDS = 300.0  # for so long a key is believed that the issuer may have withdrawn
_PAUSE_SECONDS = 10.0  # between two questions, once one brought no answer or not the key that a token names


class IssuerKeys:
    """Knows the published keys of an issuer; one a worker, to be used from its event loop alone."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._keys: Sequence[jwt.PyJWK] = ()
        self._fresh_until = self._away_until = self._ask_again = 0.0
        self._asking: asyncio.Task[None] | None = None

    async def named(self, name: object) -> jwt.PyJWK:
        """Return the key of that name; for an unknown one the issuer is asked again, but not by every token.

        Raises Unauthorized where there is none, and Unavailable while the issuer does not answer.
        """
        if time.monotonic() >= self._fresh_until:
            await self._asked()
        found = self._find(name)
        if found is None and (self._asking or time.monotonic() >= self._ask_again):
            self._ask_again = time.monotonic() + _PAUSE_SECONDS
            await self._asked()
            found = self._find(name)
        if found is None:
            raise Unauthorized("The token is signed by no key of its issuer.")
        return found

    def _find(self, name: object) -> jwt.PyJWK | None:
        return next((key for key in self._keys if key.key_id == name), None)

    async def _asked(self) -> None:
        """Wait for an answer, together with all who wait for it already; an issuer that is away is left alone."""
        if self._asking is None:
            if (wait := self._away_until - time.monotonic()) > 0:
                raise _away(wait)
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            await asyncio.wait_for(asyncio.shield(self._asking), 2 * _TIMEOUT_SECONDS)
        except TimeoutError:
            raise _away(_PAUSE_SECONDS) from None

    async def _ask(self) -> None:
        try:
            self._keys = await asyncio.to_thread(_fetched, self._issuer)
            self._fresh_until = time.monotonic() + _FRESH_SECONDS
        except Unavailable:
            self._away_until = time.monotonic() + _PAUSE_SECONDS
            raise
        finally:
            self._asking = None


def _away(seconds: float = _PAUSE_SECONDS) -> Unavailable:
    return Unavailable("The issuer of tokens does not answer; ask again in a moment.", seconds)


def _fetched(issuer: str) -> Sequence[jwt.PyJWK]:
    """Read the issuer's own description of itself (OpenID Connect Discovery 1.0, section 4), and its keys."""
    described = _document(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    address = described.get("jwks_uri")
    if described.get("issuer") != issuer or not isinstance(address, str):
        told = "The issuer of tokens does not describe itself as OpenID Connect Discovery asks."
        raise Unavailable(told, _PAUSE_SECONDS)
    try:
        published = jwt.PyJWKSet.from_dict(_document(address))
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):  # a set that holds no keys, or broken ones
        raise _away() from None
    return [key for key in published.keys if key.public_key_use in ("sig", None) and key.key_id]


def _document(address: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310 -- a setting
            document = json.loads(answer.read(_LARGEST))
    except (OSError, ValueError, http.client.HTTPException):
        raise _away() from None
    return document if isinstance(document, dict) else {}
