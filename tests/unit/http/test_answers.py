"""The middleware that finishes answers, around a tiny application."""

import asyncio
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.http.answer_memory import AnswerMemory
from app.http.answers import AnswerMiddleware

Handler = Callable[[Scope], Response]


class Little:
    """A one-handler application behind the middleware; counts how often the handler runs."""

    def __init__(self, handler: Handler, cache_bytes: int = 1_000_000) -> None:
        self.release: int | None = 1
        self.runs = 0
        self._handler = handler
        self._stack = AnswerMiddleware(self._app, current=lambda: self.release, memory=AnswerMemory(cache_bytes))

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.runs += 1
        await self._handler(scope)(scope, receive, send)

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        async def nothing() -> Message:
            return {"type": "http.request"}

        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "scheme": "http", "headers": raw}
        asyncio.run(self._stack(scope, nothing, keep))
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


def _numbered(scope: Scope) -> Response:
    return Response(f"{scope['path']} {dict(scope['headers'])}", headers={"Polycentre-Release": "1"})


def test_a_new_release_changes_every_key() -> None:
    app = Little(_numbered)
    app.ask()
    app.ask()
    assert app.runs == 1
    app.release = 2
    app.ask()
    assert app.runs == 2


def test_accept_and_host_cannot_be_mistaken_for_each_other() -> None:
    app = Little(_numbered)
    first = app.ask(accept="a", host="b|c")
    second = app.ask(accept="a|b", host="c")
    assert app.runs == 2
    assert first != second


def test_answers_without_a_release_pass_untouched() -> None:
    app = Little(lambda _scope: Response("x", headers={"x": "y"}))
    for _ in range(2):
        status, headers, body = app.ask(if_none_match="*")
        assert (status, headers["x"], body) == (200, "y", b"x")
        assert "etag" not in headers
    assert app.runs == 2


def test_failures_that_name_a_release_are_not_kept() -> None:
    app = Little(lambda _scope: Response("x", 500, headers={"Polycentre-Release": "1"}))
    assert [app.ask()[0] for _ in range(2)] == [500, 500]
    assert app.runs == 2


def test_other_methods_are_neither_kept_nor_answered_from_memory() -> None:
    app = Little(_numbered)
    app.ask()
    for _ in range(2):
        assert "etag" not in app.ask(method="POST")[1]
    assert app.runs == 3


def test_head_leaves_out_the_body_of_any_answer() -> None:
    for handler in (_numbered, lambda _scope: Response("x", 404)):
        app = Little(handler)
        get, head = app.ask(), app.ask(method="HEAD")
        assert head == (get[0], get[1], b"")
        assert get[2]


def test_an_answer_too_large_for_memory_is_served_all_the_same() -> None:
    app = Little(lambda _scope: Response(b"x" * 5000, headers={"Polycentre-Release": "1"}), cache_bytes=40_000)
    assert [len(app.ask()[2]) for _ in range(2)] == [5000, 5000]
    assert app.runs == 2


def test_no_content_has_neither_body_nor_length() -> None:
    app = Little(lambda _scope: Response(status_code=204, headers={"Polycentre-Release": "1"}))
    status, headers, body = app.ask()
    assert (status, body) == (204, b"")
    assert "content-length" not in headers
    assert headers["etag"]
