"""Find out who asks: by an API key, or by a token of the configured issuer."""

import asyncio
import datetime as dt
import hmac
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.access import Principal, Scope
from app.errors import Unauthorized
from app.repositories.api_keys import find_key, note_use
from app.repositories.writer import Writer
from app.services.issue_key import MARK, hash_of
from app.services.verify_token import TokenVerifier

_SECONDS = 5.0  # for so long a key that was found good is believed without asking again
_KEPT = 1_000
_NO_HASH = bytes(32)


@dataclass(slots=True)
class Authenticator:
    """Answers who bears a credential; one a worker. Keys found good are remembered for five seconds by their hash."""

    writer: Writer
    tokens: TokenVerifier | None = None
    _held: OrderedDict[bytes, tuple[float, Principal]] = field(default_factory=OrderedDict)

    async def principal(self, headers: Mapping[str, str]) -> Principal | None:
        """Return who asks, None where no credential is given; raises Unauthorized for one that is not good."""
        credential = _credential(headers)
        if credential is None:
            return None
        if credential.startswith(f"{MARK}_"):
            return await self._bearer_of_key(credential)
        if self.tokens is None:
            raise Unauthorized("This is no API key of this service.")
        return await self.tokens.principal(credential)

    async def _bearer_of_key(self, key: str) -> Principal:
        digest, now = hash_of(key), time.monotonic()
        known = self._held.get(digest)
        if known and known[0] > now:
            return known[1]
        found = await asyncio.to_thread(self._look_up, key)
        self._held[digest] = now + _SECONDS, found
        self._held.move_to_end(digest)
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)
        return found

    def _look_up(self, key: str) -> Principal:
        _, prefix, secret = (*key.split("_", 2), "", "")[:3]
        with self.writer.transaction(Scope.EDIT) as connection:
            row = find_key(connection, prefix)
            # An unknown prefix takes as long as a wrong secret, and is told the same.
            stored = _NO_HASH if row is None else bytes(row["secret_sha256"])
            if not hmac.compare_digest(hash_of(secret), stored) or row is None:
                raise Unauthorized("This API key is not known here.")
            if row["revoked_at"] is not None:
                raise Unauthorized(f"The API key {prefix} is revoked.")
            if row["expires_at"] is not None and row["expires_at"] <= dt.datetime.now(dt.UTC):
                raise Unauthorized(f"The API key {prefix} has expired.")
            note_use(connection, prefix)
        return Principal(prefix, row["name"], Scope(row["scope"]))


def _credential(headers: Mapping[str, str]) -> str | None:
    """Return what ``Authorization: Bearer`` or ``X-Api-Key`` holds."""
    given = headers.get("authorization")
    if given is None:
        return headers.get("x-api-key")
    scheme, _, credential = given.partition(" ")
    if scheme.lower() != "bearer" or not credential.strip():
        raise Unauthorized("Authorization takes `Bearer` and a key; another scheme is not read here.")
    return credential.strip()
