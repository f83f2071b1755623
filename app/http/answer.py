"""Answers that name their release and echo what their defaults resolved to."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from app.http.answers import RELEASE_HEADER
from app.repositories.pointer import ReleaseName

IMMUTABLE = "public, max-age=31536000, immutable"


def answer(
    release: ReleaseName,
    query: Mapping[str, Any],
    members: Mapping[str, Any],
    *,
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return JSON with ``release``, ``query`` and the given members, in that order."""
    body = {"release": release.as_json(), "query": dict(query)} | dict(members)
    response = finished(release, query, encode(body), media_type)
    response.headers.update(headers or {})
    return response


def finished(release: ReleaseName, query: Mapping[str, Any], body: bytes, media_type: str) -> Response:
    """Return bytes that depend on one release; those asked for with ``as_of`` never change."""
    caching = IMMUTABLE if query.get("as_of") is not None else "no-cache"
    headers = {RELEASE_HEADER: str(release.number), "Cache-Control": caching}
    return Response(body, headers=headers, media_type=media_type)


def encode(document: object) -> bytes:
    """Return compact JSON; the same document always gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str).encode()
