"""The wire: what uvicorn's parser alone sees is bounded here, its refusals are problem documents too, and an answer in
memory goes out without a detour through the application."""

import asyncio
import http

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.errors import MEDIA_TYPE, problem_body
from app.http.at_hand import AT_HAND, AtHand

MAX_URL = 65_000  # the parser counts in 16 bits; GuardMiddleware refuses far shorter URLs, with 414
MAX_HEADERS = 65_536

_BAD_REQUEST = "This is no HTTP/1.1 request that can be read; in URLs, anything but ASCII must be percent-encoded."
_TOO_LARGE = f"The headers are longer than the {MAX_HEADERS} bytes this service reads."


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 that keeps no more of a URL or of headers than is ever served."""

    _header_bytes = 0
    _answered = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Remember where answers are at hand."""
        super().connection_made(transport)
        self._at_hand: AtHand | None = self.app_state.get(AT_HAND)

    def on_message_begin(self) -> None:
        """Start to count anew."""
        super().on_message_begin()
        self._header_bytes = 0

    def on_url(self, url: bytes) -> None:
        """Keep the beginning of a URL: enough to see that it is too long, and to answer so in order."""
        super().on_url(url[: MAX_URL - len(self.url)])

    def on_header(self, name: bytes, value: bytes) -> None:
        """Stop reading at a header section that no client sends in earnest."""
        self._header_bytes += len(name) + len(value)
        if self._header_bytes > MAX_HEADERS:
            raise httptools.HttpParserError(_TOO_LARGE)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Answer at once what is in memory; no task, no scope and no routing are needed for it."""
        self._answered = self._answer_from_memory()
        if not self._answered:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Let a request rest that was answered already."""
        if not self._answered:
            super().on_message_complete()

    def _answer_from_memory(self) -> bool:
        if self._at_hand is None or not self._free():
            return False
        parts = self._at_hand.answer(self.parser.get_method(), self.url, self.headers, self.scheme or "http")
        if parts is None:
            return False
        head, sharing, body = parts
        moment = b"".join([b"%s: %s\r\n" % pair for pair in self.server_state.default_headers])
        self.transport.write(b"".join((head, moment, sharing, b"\r\n", body)))
        self.on_response_complete()
        return True

    def _free(self) -> bool:
        """Whether an answer may go out now: nothing before it is unanswered or unread, and the connection stays."""
        return (
            (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            and not self.flow.write_paused
            and not self.config.access_log
            and not self.transport.is_closing()
            and self.parser.should_keep_alive()
            and self.parser.get_http_version() == "1.1"
        )

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 -- uvicorn's words are replaced by ours
        """Say what is wrong, then close: what follows on the connection cannot be told apart."""
        large = self._header_bytes > MAX_HEADERS
        status = http.HTTPStatus(431 if large else 400)
        body = problem_body(status, _TOO_LARGE if large else _BAD_REQUEST)
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\n"
            f"content-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
