"""Entity tags, 304, compression and memory for every answer that names its release."""

from collections import OrderedDict
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.representation import Representation, matches

RELEASE_HEADER = "Polycentre-Release"
Key = tuple[int | None, str, bytes, str]


class AnswerMiddleware:
    """Finishes the answers of handlers that set ``Polycentre-Release``; the others pass through untouched.

    Such an answer depends on its release and its URL alone, so it is kept under (current release, path, query,
    Accept) within a byte budget and served again without routing. A new current release changes every key.
    """

    def __init__(self, app: ASGIApp, *, current: Callable[[], int | None], cache_bytes: int) -> None:
        self._app = app
        self._current = current
        self._cache = _Cache(cache_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve from memory, or let the application answer and finish what it says."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # Tile addresses and hosts matter to absolute links, so the host is part of the key.
        key = (self._current(), scope["path"], scope["query_string"], f"{headers.get('accept')}|{headers.get('host')}")
        known = self._cache.get(key)
        if known is None:
            collector = _Collector(send)
            await self._app({**scope, "method": "GET"}, receive, collector)
            known = collector.representation()
            if known is None:
                return
            self._cache.put(key, known)
        await _send(known, headers, send, head=scope["method"] == "HEAD")


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
        return start["status"] in (200, 204) and RELEASE_HEADER in Headers(raw=start["headers"])

    def representation(self) -> Representation | None:
        if self._start is None:
            return None
        headers = Headers(raw=self._start["headers"])
        kept = tuple(pair for pair in self._start["headers"] if pair[0].lower() != b"content-length")
        body = b"".join(self._chunks)
        return Representation(self._start["status"], kept, body, headers.get("content-type", ""))


class _Cache:
    """Least recently used answers within a byte budget."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._held: OrderedDict[Key, Representation] = OrderedDict()

    def get(self, key: Key) -> Representation | None:
        if found := self._held.get(key):
            self._held.move_to_end(key)
        return found

    def put(self, key: Key, answer: Representation) -> None:
        if answer.weight > self._budget // 8:
            return
        if old := self._held.pop(key, None):
            self._used -= old.weight
        self._held[key] = answer
        self._used += answer.weight
        while self._used > self._budget:
            self._used -= self._held.popitem(last=False)[1].weight


async def _send(answer: Representation, request: Headers, send: Send, *, head: bool) -> None:
    start: Message = {"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)}
    headers = MutableHeaders(raw=start["headers"])
    headers["etag"] = answer.etag
    _vary(headers, ("Accept", "Accept-Encoding"))
    body = b""
    if matches(request.get("if-none-match", ""), answer.etag):
        start["status"] = 304
        del headers["content-type"]
    elif answer.status != 204:  # noqa: PLR2004 -- No Content
        body, coding = answer.encoded(request.get("accept-encoding", ""))
        if coding:
            headers["content-encoding"] = coding
        headers["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": b"" if head else body})


def _vary(headers: MutableHeaders, names: Iterable[str]) -> None:
    for name in names:
        headers.add_vary_header(name)
