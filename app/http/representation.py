"""A finished answer: its bytes, entity tag and compressed forms, each made once."""

import gzip
import hashlib
import http
from dataclasses import dataclass, field
from functools import cached_property

import brotli

from app.http.quality import weighted

Headers = tuple[tuple[bytes, bytes], ...]

_WORTH_COMPRESSING = 500
_ALREADY_COMPRESSED = ("image/png", "application/zip", "application/vnd.openxmlformats", "application/vnd.pmtiles")
_OVERHEAD = 3072  # what Python, the headers and the replies made of them need beside the bodies
_VARY = (b"accept", b"accept-encoding")


@dataclass(frozen=True)
class Content:
    """The body of an answer, which any number of answers may share, however they were asked for."""

    body: bytes

    @cached_property
    def etag(self) -> str:
        """A strong tag of the uncompressed content: equal data has an equal tag on every worker, after any restart."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def gzipped(self) -> bytes:
        """The body with gzip, without a time stamp, so that it is the same each time."""
        return gzip.compress(self.body, 6, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        """The body with Brotli."""
        return bytes(brotli.compress(self.body, quality=5))

    @property
    def weight(self) -> int:
        """The bytes this content may come to occupy: the body and, no longer than it, its compressed forms."""
        return (3 if len(self.body) >= _WORTH_COMPRESSING else 1) * len(self.body)


@dataclass(frozen=True)
class Reply:
    """What one client is sent of an answer; a HEAD request gets it without the body."""

    status: int
    headers: Headers
    body: bytes

    @cached_property
    def head(self) -> bytes:
        """Status line and headers as HTTP/1.1 sends them, without those of the moment and the connection."""
        lines = [b"HTTP/1.1 %d %s\r\n" % (self.status, http.HTTPStatus(self.status).phrase.encode())]
        # Whether an origin may read it is said on every way out, so caches must tell origins apart.
        lines += [b"%s: %s%s\r\n" % (n.lower(), v, b", Origin" if n == b"vary" else b"") for n, v in self.headers]
        return b"".join(lines)


@dataclass(frozen=True)
class Representation:
    """Status, headers and content of an answer that depends on one release only; ``handler`` made it."""

    status: int
    headers: Headers
    content: Content
    media_type: str = field(default="")
    handler: str = field(default="none")
    _replies: dict[str, Reply] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def compressible(self) -> bool:
        """Whether a compressed form is worth its header."""
        return len(self.content.body) >= _WORTH_COMPRESSING and not self.media_type.startswith(_ALREADY_COMPRESSED)

    def reply(self, if_none_match: str, accept_encoding: str) -> Reply:
        """Return what a client gets that sent these two headers; an absent one is the empty string."""
        form = "304" if matches(if_none_match, self.content.etag) else self._coding(accept_encoding)
        known = self._replies.get(form)
        if known is None:
            known = self._replies[form] = self._made(form)
        return known

    def _coding(self, accepted: str) -> str:
        if not accepted or not self.compressible:
            return ""
        codings = dict(weighted(accepted))
        br, zipped = (codings.get(coding, codings.get("*", 0)) for coding in ("br", "gzip"))
        if br > 0 and br >= zipped:
            return "br"
        return "gzip" if zipped > 0 else ""

    def _made(self, form: str) -> Reply:
        own = [pair for pair in self.headers if pair[0].lower() != b"vary"]
        own += [(b"etag", self.content.etag.encode()), (b"vary", self._vary())]
        if form == "304":
            return Reply(304, tuple(pair for pair in own if pair[0].lower() != b"content-type"), b"")
        if self.status == http.HTTPStatus.NO_CONTENT:
            return Reply(self.status, tuple(own), b"")
        bodies = {"": lambda c: c.body, "gzip": lambda c: c.gzipped, "br": lambda c: c.brotlied}
        body = bodies[form](self.content)
        if form:
            own.append((b"content-encoding", form.encode()))
        return Reply(self.status, (*own, (b"content-length", b"%d" % len(body))), body)

    def _vary(self) -> bytes:
        given = [part.strip() for name, value in self.headers if name.lower() == b"vary" for part in value.split(b",")]
        known = {part.lower() for part in given}
        return b", ".join(given + [name.title() for name in _VARY if name not in known])

    @property
    def weight(self) -> int:
        """The bytes this answer comes to occupy beside its content."""
        return _OVERHEAD


def matches(if_none_match: str, etag: str) -> bool:
    """Whether an ``If-None-Match`` header covers the tag (weak comparison, as RFC 9110 asks)."""
    if not if_none_match or if_none_match == etag:
        return bool(if_none_match)
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags
