"""A file over HTTP, whole or in parts (RFC 9110, sections 13 and 14)."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.errors import problem_response
from app.http.representation import matches

RANGE_HEADERS = ("Range", "If-Range")
EXPOSED_HEADERS = ("Accept-Ranges", "Content-Range")

_ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,19})-([0-9]{0,19})[ \t]*", re.ASCII)
_CHUNK = 256 * 1024
_PARTIAL, _UNSATISFIABLE = 206, 416


class UnsatisfiableRangeError(ValueError):
    """The range asks for nothing that the file has."""


def file_answer(
    request: Request, file: BinaryIO, *, etag: str, media_type: str, headers: Mapping[str, str]
) -> Response:
    """Return a file, closed after it was sent; one range is served, several are answered with the whole.

    Parts are parts of the very bytes that the strong tag names, so neither is ever compressed.
    """
    size = os.fstat(file.fileno()).st_size
    shared = {"ETag": etag, "Accept-Ranges": "bytes", **headers}
    if matches(",".join(request.headers.getlist("if-none-match")), etag):
        file.close()
        return Response(status_code=304, headers=shared)
    try:
        wanted = _wanted(request, etag, size)
    except UnsatisfiableRangeError:
        file.close()
        told = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        return problem_response(_UNSATISFIABLE, f"The range lies outside the {size} bytes of the file.", headers=told)
    part = wanted if wanted is not None else range(size)
    shared["Content-Length"] = str(len(part))
    if wanted is not None:
        shared["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    status = 200 if wanted is None else _PARTIAL
    return StreamingResponse(_read(file, part), status, headers=shared, media_type=media_type)


def _wanted(request: Request, etag: str, size: int) -> range | None:
    asked = request.headers.getlist("range")
    condition = request.headers.get("if-range")
    # Only the strong tag proves that the client's other parts are of this file.
    if len(asked) != 1 or (condition is not None and condition.strip() != etag):
        return None
    return byte_range(asked[0], size)


def byte_range(text: str, size: int) -> range | None:
    """Return the bytes that a ``Range`` header asks for; None for one that is to be ignored.

    Raises UnsatisfiableRangeError. >>> byte_range("bytes=-3", 10) → range(7, 10)
    """
    found = _ONE_RANGE.fullmatch(text)
    if found is None or found.group(1, 2) == ("", ""):
        return None
    first, last = found.group(1, 2)
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise UnsatisfiableRangeError
    return range(start, stop)


async def _read(file: BinaryIO, part: range) -> AsyncIterator[bytes]:
    with file:
        for start in range(part.start, part.stop, _CHUNK):
            length = min(_CHUNK, part.stop - start)
            yield await asyncio.to_thread(os.pread, file.fileno(), length, start)
