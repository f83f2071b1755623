"""A finished answer: its bytes, entity tag and compressed forms, each made once."""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import brotli

_WORTH_COMPRESSING = 500
_ALREADY_COMPRESSED = ("image/png", "application/zip", "application/vnd.openxmlformats", "application/vnd.pmtiles")


@dataclass(frozen=True)
class Representation:
    """Status, headers and body of an answer that depends on one release only."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    media_type: str = field(default="")

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
        codings = _acceptable(accepted)
        if codings.get("br", 0) > 0 and codings["br"] >= codings.get("gzip", 0):
            return self.brotlied, "br"
        if codings.get("gzip", 0) > 0:
            return self.gzipped, "gzip"
        return self.body, None

    @property
    def weight(self) -> int:
        """Bytes this answer may come to occupy in a cache."""
        return 2 * len(self.body) + 1024


def _acceptable(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header.split(","):
        coding, _, parameter = part.strip().partition(";")
        quality = parameter.strip().removeprefix("q=")
        try:
            found[coding.strip().lower()] = float(quality) if quality else 1.0
        except ValueError:
            found[coding.strip().lower()] = 0.0
    if "*" in found:
        for coding in ("br", "gzip"):
            found.setdefault(coding, found["*"])
    return found


def matches(if_none_match: str, etag: str) -> bool:
    """Whether an ``If-None-Match`` header covers the tag (weak comparison, as RFC 9110 asks)."""
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags
