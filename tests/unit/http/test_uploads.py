"""Large bodies go to disk as they come: memory stays small, limits hold, and a full disk is told."""

from __future__ import annotations

import asyncio
import hashlib
import resource
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.requests import Request
from starlette.types import Message

from app.errors import BadRequest, ContentTooLarge, InsufficientStorage
from app.http.uploads import received

CHUNK = b"x" * 65_536


def request(chunks: int, length: str | None = None, *, ends: bool = True) -> Request:
    """Return a request whose body is that many chunks, made when they are asked for."""
    left = iter(range(chunks))

    async def receive() -> Message:
        if next(left, None) is not None:
            return {"type": "http.request", "body": CHUNK, "more_body": True}
        return {"type": "http.request", "body": b"", "more_body": False} if ends else {"type": "http.disconnect"}

    headers = [] if length is None else [(b"content-length", length.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def digest_of(asked: Request, limit: int) -> str:
    async def read() -> str:
        async with received(asked, limit) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    return asyncio.run(read())


def test_memory_does_not_grow_with_the_body() -> None:
    chunks = 1_600  # a hundred megabytes
    tracemalloc.start()
    digest = digest_of(request(chunks), 200_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert digest == hashlib.sha256(CHUNK * chunks).hexdigest()
    assert peak < 4_000_000


@pytest.mark.parametrize("length", [None, str(2 * len(CHUNK)), "9" * 5000])
def test_the_limit_is_that_of_the_body(length: str | None) -> None:
    with pytest.raises(ContentTooLarge):
        digest_of(request(2, length), 2 * len(CHUNK) - 1)


def test_a_body_of_just_the_limit_is_taken() -> None:
    assert digest_of(request(2, str(2 * len(CHUNK))), 2 * len(CHUNK)) == hashlib.sha256(CHUNK * 2).hexdigest()


def test_a_body_that_ends_early_is_no_file() -> None:
    with pytest.raises(BadRequest, match="ended before"):
        digest_of(request(3, ends=False), 10**9)


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size, which the system refuses as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told() -> None:
    with room_for(1_000_000), pytest.raises(InsufficientStorage):
        digest_of(request(100), 10**9)
