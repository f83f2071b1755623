"""Routes that read a body, and no more of it than they can use."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from starlette.types import Message

from app.errors import ContentTooLarge
from app.http.strict import StrictRoute

MOST = 262_144


class BodyRoute(StrictRoute):
    """A strict route whose body may hold 256 KiB."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Read the body first and count it, so that one without a stated length is held to the limit as well."""
        handle = super().get_route_handler()

        async def limited(request: Request) -> Response:
            body = await _read(request)

            async def receive() -> Message:
                return {"type": "http.request", "body": body, "more_body": False}

            return await handle(Request(request.scope, receive))

        return limited


async def _read(request: Request) -> bytes:
    stated = request.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and int(stated) > MOST:
        raise ContentTooLarge(f"The body may hold {MOST} bytes; this one has {stated[:20]}.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise ContentTooLarge(f"The body may hold {MOST} bytes.")
    return bytes(body)
