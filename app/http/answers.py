"""Entity tags, 304, compression and memory for every answer that names its release."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.answer_memory import AnswerMemory, Key
from app.http.representation import Content, Representation
from app.http.trace import handler_of, trace_of

RELEASE_HEADER = "Polycentre-Release"
VINTAGE_HEADER = "Polycentre-Vintage"  # which boundaries a tile shows whose period was chosen


class AnswerMiddleware:
    """Finishes the answers of handlers that set ``Polycentre-Release``; the others pass through untouched.

    Such an answer depends on its release and its URL alone, so it is kept and served again without routing. A new
    current release changes every key. The method, too, is settled here: a HEAD is a GET whose body is left out.
    """

    def __init__(self, app: ASGIApp, *, current: Callable[[], int | None], memory: AnswerMemory) -> None:
        self._app = app
        self._current = current
        self._memory = memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve from memory, or let the application answer and finish what it says."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await self._traced(scope, receive, send)
            return
        headers, head = Headers(scope=scope), scope["method"] == "HEAD"
        key = self._key(scope, headers)
        known, trace = self._memory.get(key), trace_of(scope)
        trace.from_memory = known is not None or None
        if known is None:
            collector = _Collector(_headless(send) if head else send)
            await self._traced(scope, receive, collector)
            known = collector.representation(trace.handler)
            if known is None:
                return
            trace.from_memory = False
            known = self._memory.keep(key, known)
        trace.handler = known.handler
        await _send(known, headers, send, head=head)

    async def _traced(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, HEAD as GET, and note which handler did."""
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            await self._app(inner, receive, send)
        finally:
            trace_of(scope).handler = handler_of(inner)

    def _key(self, scope: Scope, headers: Headers) -> Key:
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        query: bytes = scope["query_string"]
        accept, host = (_listed(headers, name).encode("latin-1") for name in ("accept", "host"))
        return Key(self._current(), path + b"?" + query if query else path, accept, scope["scheme"], host)


def _listed(headers: Headers, name: str) -> str:
    return ",".join(headers.getlist(name))


def _headless(send: Send) -> Send:
    async def without_body(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return without_body


class _Collector:
    """Holds back an answer that names its release until it is whole; forwards any other at once."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._chunks: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._ours(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._chunks.append(message.get("body", b""))

    @staticmethod
    def _ours(start: Message) -> bool:
        headers = Headers(raw=start["headers"])
        # What can be had in parts is streamed from disk, and its handler has settled the rest; a draft is not kept.
        kept = "accept-ranges" not in headers and headers.get("cache-control") != "no-store"
        return start["status"] in (200, 204) and RELEASE_HEADER in headers and kept

    def representation(self, handler: str) -> Representation | None:
        if self._start is None:
            return None
        headers = Headers(raw=self._start["headers"])
        kept = tuple(pair for pair in self._start["headers"] if pair[0].lower() != b"content-length")
        content = Content(b"".join(self._chunks))
        return Representation(self._start["status"], kept, content, headers.get("content-type", ""), handler)


async def _send(answer: Representation, request: Headers, send: Send, *, head: bool) -> None:
    reply = answer.reply(_listed(request, "if-none-match"), _listed(request, "accept-encoding"))
    await send({"type": "http.response.start", "status": reply.status, "headers": list(reply.headers)})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})
