"""A finished answer: its bytes, entity tag and compressed forms, each made once."""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import brotli

from app.http.quality import weighted

_WORTH_COMPRESSING = 500
_ALREADY_COMPRESSED = ("image/png", "application/zip", "application/vnd.openxmlformats", "application/vnd.pmtiles")
_OVERHEAD = 1024  # what Python and the headers need beside the bodies


@dataclass(frozen=True)
class Representation:
    """Status, headers and body of an answer that depends on one release only; ``handler`` made it."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    media_type: str = field(default="")
    handler: str = field(default="none")

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
    def compressible(self) -> bool:
        """Whether a compressed form is worth its header."""
        return len(self.body) >= _WORTH_COMPRESSING and not self.media_type.startswith(_ALREADY_COMPRESSED)

    def encoded(self, accepted: str) -> tuple[bytes, str | None]:
        """Return body and content coding for an ``Accept-Encoding`` header."""
        if not self.compressible:
            return self.body, None
        codings = dict(weighted(accepted))
        br, zipped = (codings.get(coding, codings.get("*", 0)) for coding in ("br", "gzip"))
        if br > 0 and br >= zipped:
            return self.brotlied, "br"
        if zipped > 0:
            return self.gzipped, "gzip"
        return self.body, None

    @property
    def weight(self) -> int:
        """The bytes this answer may come to occupy: the body and, no longer than it, its compressed forms."""
        return (3 if self.compressible else 1) * len(self.body) + _OVERHEAD


def matches(if_none_match: str, etag: str) -> bool:
    """Whether an ``If-None-Match`` header covers the tag (weak comparison, as RFC 9110 asks)."""
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags
