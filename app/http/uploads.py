"""Bodies that may be large: they go to disk as they come, and are held to a limit and to the hash that was promised."""

import asyncio
import base64
import binascii
import hashlib
import io
import re
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from starlette.requests import ClientDisconnect, Request

from app.errors import BadRequest, ContentTooLarge, within_room

_ALGORITHMS = {"sha-256": "sha256", "sha-512": "sha512"}
_TOLD = re.compile(r"\s*([a-z0-9-]+)=:?([A-Za-z0-9+/]+={0,2}):?\s*", re.ASCII | re.IGNORECASE)


@asynccontextmanager
async def received(request: Request, limit: int) -> AsyncIterator[io.BufferedRandom]:
    """Yield a nameless file that holds the whole body, at its beginning; it is gone afterwards.

    Raises ContentTooLarge beyond ``limit`` bytes, BadRequest for a body that ends early or does not fit its
    ``Content-Digest`` (RFC 9530) or ``Digest`` (RFC 3230), and InsufficientStorage when the disk is full.
    """
    stated = request.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and len(stated) < len(str(limit)) + 20 and int(stated) > limit:
        raise ContentTooLarge(f"A file may hold {limit} bytes; this one has {stated}.")
    promised = _promised(request.headers)
    with tempfile.TemporaryFile(prefix="polycentre-upload-") as file:
        try:
            with within_room():
                await _spool(request, file, limit)
        except ClientDisconnect:
            raise BadRequest("The file ended before it was whole; nothing was imported.") from None
        await asyncio.to_thread(_check, file, promised)
        yield file


async def _spool(request: Request, file: io.BufferedRandom, limit: int) -> None:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise ContentTooLarge(f"A file may hold {limit} bytes.")
        file.write(chunk)
    file.flush()


def _promised(headers: Mapping[str, str]) -> dict[str, bytes]:
    """Return the digests that the client promises, by algorithm."""
    name = "Content-Digest" if "content-digest" in headers else "Digest"
    told = headers.get(name.lower())
    if told is None:
        return {}
    found = {}
    for part in told.split(","):
        match = _TOLD.fullmatch(part)
        algorithm = match[1].lower() if match else ""
        if match is None or algorithm not in _ALGORITHMS:
            raise BadRequest(f"{name} takes sha-256 or sha-512 in base64, such as sha-256=:…:.", name)
        try:
            found[algorithm] = base64.b64decode(match[2], validate=True)
        except binascii.Error:
            raise BadRequest(f"{name} is no base64.", name) from None
    return found


def _check(file: io.BufferedRandom, promised: Mapping[str, bytes]) -> None:
    for algorithm, digest in promised.items():
        file.seek(0)
        if hashlib.file_digest(file, _ALGORITHMS[algorithm]).digest() != digest:
            raise BadRequest(f"The file that came does not have the {algorithm} that was promised.", "Content-Digest")
    file.seek(0)
