"""The wire: what uvicorn's parser alone sees is bounded here, and its refusals are problem documents too."""

import http

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.errors import MEDIA_TYPE, problem_body

MAX_URL = 65_000  # the parser counts in 16 bits; GuardMiddleware refuses far shorter URLs, with 414
MAX_HEADERS = 65_536

_BAD_REQUEST = "This is no HTTP/1.1 request that can be read; in URLs, anything but ASCII must be percent-encoded."
_TOO_LARGE = f"The headers are longer than the {MAX_HEADERS} bytes this service reads."


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 that keeps no more of a URL or of headers than is ever served."""

    _header_bytes = 0

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
