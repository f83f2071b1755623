"""Reads behind a key: nobody else gets an answer, neither from a handler nor from memory, nor may a cache share one."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.access import Principal
from app.errors import Problem, Unauthorized, problem_handler

PRINCIPAL = "polycentre.principal"  # where the scope of a request holds who asks
_RUNNING = ("/health/live", "/health/ready", "/metrics", "/openapi.json")
_PUBLIC = re.compile(r"\bpublic\b")

Authenticate = Callable[[Headers], Awaitable[Principal | None]]


class ClosedReads:
    """Lets requests for data through with a good credential only. Health, metrics and the page itself stay open."""

    def __init__(self, app: ASGIApp, *, authenticate: Authenticate, web: Path) -> None:
        self._app = app
        self._authenticate = authenticate
        self._web = web.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 or pass the request on; what comes back is for its client alone."""
        if scope["type"] != "http" or self._open(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            principal = await self._authenticate(Headers(scope=scope))
            if principal is None:
                raise Unauthorized("Reading here needs a key: send `Authorization: Bearer …` or `X-Api-Key`.")
        except Problem as problem:
            response = await problem_handler(Request(scope), problem)
            await response(scope, receive, send)
            return
        scope[PRINCIPAL] = principal
        await self._app(scope, receive, _privately(send))

    def _open(self, path: str) -> bool:
        """Whether a path is none of data: it says how the service runs, or is a file or a page of the web build."""
        if path in _RUNNING:
            return True
        try:
            file = (self._web / path.lstrip("/")).resolve()
            page = file / "index.html" if file.is_dir() else file
            return file.is_relative_to(self._web) and page.is_file()
        except (OSError, ValueError):  # no file can be called so
            return False


def _privately(send: Send) -> Send:
    async def private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            caching = headers.get("cache-control", "no-cache")
            if "no-store" not in caching:
                told, found = _PUBLIC.subn("private", caching)
                headers["cache-control"] = told if found else f"private, {caching}"
            headers.add_vary_header("Authorization, X-Api-Key")
        await send(message)

    return private
