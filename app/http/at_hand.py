"""The shortest way from a request to an answer in memory: from the parser's headers to the bytes on the wire."""

import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.http.answer_memory import AnswerMemory, Key
from app.http.metrics import Metrics

AT_HAND = "polycentre.at_hand"  # where the lifespan state holds it

# The headers that an answer from memory depends on, by their place in the list below.
_PLACES: Mapping[bytes, int] = MappingProxyType(
    {b"host": 0, b"accept": 1, b"accept-encoding": 2, b"if-none-match": 3, b"origin": 4}
)
# Requests with these need more than an answer: a body is read, a scheme is believed, a protocol is changed.
_ELSEWHERE = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"x-forwarded-proto"})


class AtHand:
    """Finds and counts answers from memory; all that is not plainly one of them goes the long way.

    The bytes are those that the middleware would send: the same memory, the same replies, the same headers.
    """

    def __init__(
        self,
        memory: AnswerMemory,
        metrics: Metrics,
        *,
        current: Callable[[], int | None],
        origins: Sequence[str],
        exposed: Sequence[str],
    ) -> None:
        self._memory = memory
        self._metrics = metrics
        self._current = current
        shown = f"access-control-expose-headers: {', '.join(exposed)}\r\n"
        self._others = f"access-control-allow-origin: *\r\n{shown}" if "*" in origins else shown
        named = () if "*" in origins else origins
        self._origins = {name: f"{shown}access-control-allow-origin: {name}\r\n" for name in named} | {"": ""}

    def answer(
        self, method: bytes, target: bytes, headers: Sequence[tuple[bytes, bytes]], scheme: str
    ) -> tuple[bytes, bytes, bytes] | None:
        """Return head, lines about the origin, and body; None where the request must go the long way."""
        began = time.perf_counter()
        if method not in (b"GET", b"HEAD"):
            return None
        told = _told(headers)
        if told is None:
            return None
        host, accept, encoding, tag, origin = told
        found = self._memory.get(Key(self._current(), target, accept, scheme, host))
        if found is None:
            return None
        reply = found.reply(tag.decode("latin-1"), encoding.decode("latin-1"))
        sharing = self._origins.get(origin.decode("latin-1"), self._others)
        body = reply.body if method == b"GET" else b""
        self._metrics.count(method.decode(), found.handler, reply.status, time.perf_counter() - began, from_memory=True)
        return reply.head, sharing.encode(), body


def _told(headers: Sequence[tuple[bytes, bytes]]) -> list[bytes] | None:
    """Return the values of the headers that count; None where one is repeated, empty or asks for more."""
    told = [b"", b"", b"", b"", b""]
    for name, value in headers:
        place = _PLACES.get(name)
        if place is not None:
            if told[place] or not value:
                return None
            told[place] = value
        elif name in _ELSEWHERE:
            return None
    return told
