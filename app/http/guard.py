"""Refuse what no handler should ever see: over-long URLs, NUL bytes and text that is not UTF-8."""

from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import problem_response


class GuardMiddleware:
    """Checks the raw URL before routing; PostgreSQL text cannot hold NUL, so it never means anything."""

    def __init__(self, app: ASGIApp, *, max_query_bytes: int) -> None:
        self._app = app
        self._max = max_query_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 414 or 400, or pass the request on."""
        if scope["type"] == "http" and (fault := self._fault(scope)):
            await problem_response(*fault)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _fault(self, scope: Scope) -> tuple[int, str] | None:
        query: bytes = scope["query_string"]
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        if len(query) > self._max or len(path) > self._max:
            return 414, f"The URL is longer than the {self._max} bytes this service reads."
        try:
            text = unquote_to_bytes(path + b"?" + query).decode()
        except UnicodeDecodeError:
            return 400, "The URL contains bytes that are not UTF-8."
        return (400, "The URL contains a NUL byte.") if "\0" in text else None
