"""Entity tags, 304, compression and memory for every answer that names its release."""

from collections import OrderedDict
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.representation import Representation, matches
from app.http.trace import handler_of, trace_of

RELEASE_HEADER = "Polycentre-Release"
Key = tuple[int | None, str, bytes, str, str, str]


class AnswerMiddleware:
    """Finishes the answers of handlers that set ``Polycentre-Release``; the others pass through untouched.

    Such an answer depends on its release and its URL alone, so it is kept under (current release, path, query,
    Accept, scheme, host) within a byte budget and served again without routing. A new current release changes
    every key. The method, too, is settled here: a HEAD is a GET whose body is left out.
    """

    def __init__(self, app: ASGIApp, *, current: Callable[[], int | None], cache_bytes: int) -> None:
        self._app = app
        self._current = current
        self._cache = _Cache(cache_bytes)

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
        known, trace = self._cache.get(key), trace_of(scope)
        trace.from_memory = known is not None or None
        if known is None:
            collector = _Collector(_headless(send) if head else send)
            await self._traced(scope, receive, collector)
            known = collector.representation(trace.handler)
            if known is None:
                return
            trace.from_memory = False
            self._cache.put(key, known)
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
        # Tile addresses are absolute, so scheme and host matter.
        accept, host = ",".join(headers.getlist("accept")), ",".join(headers.getlist("host"))
        return self._current(), scope["path"], scope["query_string"], accept, scope["scheme"], host


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
        # What can be had in parts is streamed from disk, and its handler has settled the rest.
        return start["status"] in (200, 204) and RELEASE_HEADER in headers and "accept-ranges" not in headers

    def representation(self, handler: str) -> Representation | None:
        if self._start is None:
            return None
        headers = Headers(raw=self._start["headers"])
        kept = tuple(pair for pair in self._start["headers"] if pair[0].lower() != b"content-length")
        body = b"".join(self._chunks)
        return Representation(self._start["status"], kept, body, headers.get("content-type", ""), handler)


class _Cache:
    """Least recently used answers within a byte budget; what a client may make long, the key, counts as well."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._held: OrderedDict[Key, Representation] = OrderedDict()

    def get(self, key: Key) -> Representation | None:
        if found := self._held.get(key):
            self._held.move_to_end(key)
        return found

    def put(self, key: Key, answer: Representation) -> None:
        if _cost(key, answer) > self._budget // 8:
            return
        if old := self._held.pop(key, None):
            self._used -= _cost(key, old)
        self._held[key] = answer
        self._used += _cost(key, answer)
        while self._used > self._budget:
            self._used -= _cost(*self._held.popitem(last=False))


def _cost(key: Key, answer: Representation) -> int:
    return answer.weight + sum(len(part) for part in key if isinstance(part, str | bytes))


async def _send(answer: Representation, request: Headers, send: Send, *, head: bool) -> None:
    start: Message = {"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)}
    headers = MutableHeaders(raw=start["headers"])
    headers["etag"] = answer.etag
    _vary(headers, ("Accept", "Accept-Encoding"))
    body = b""
    if matches(",".join(request.getlist("if-none-match")), answer.etag):
        start["status"] = 304
        del headers["content-type"]
    elif answer.status != 204:  # noqa: PLR2004 -- No Content
        body, coding = answer.encoded(",".join(request.getlist("accept-encoding")))
        if coding:
            headers["content-encoding"] = coding
        headers["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": b"" if head else body})


def _vary(headers: MutableHeaders, names: Iterable[str]) -> None:
    for name in names:
        headers.add_vary_header(name)
