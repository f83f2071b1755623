"""The finished answers that a worker keeps, within a byte budget."""

from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

from app.http.representation import Content, Representation


class Key(NamedTuple):
    """All that a finished answer depends on: tile addresses in documents are absolute, so scheme and host count."""

    current: int | None
    target: bytes
    accept: bytes
    scheme: str
    host: bytes


class AnswerMemory:
    """The least recently used answers; what a client may make long, the key, counts as well.

    Answers of equal content, such as a tile under its numbered and its unnumbered address, or for several hosts,
    share one: its tag and compressed forms are made and held once.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._held: OrderedDict[Key, Representation] = OrderedDict()
        self._contents: dict[str, tuple[Content, int]] = {}

    def get(self, key: Key) -> Representation | None:
        """Return the answer to a request, if it is here."""
        if found := self._held.get(key):
            self._held.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Representation) -> Representation:
        """Keep an answer, unless it is too large; return it with the content that it shares."""
        if 8 * (_cost(key, answer) + answer.content.weight) > self._budget:
            return answer
        if old := self._held.pop(key, None):
            self._drop(key, old)
        kept = replace(answer, content=self._share(answer.content))
        self._held[key] = kept
        self._used += _cost(key, kept)
        while self._used > self._budget:
            self._drop(*self._held.popitem(last=False))
        return kept

    def _share(self, content: Content) -> Content:
        shared, holders = self._contents.get(content.etag, (content, 0))
        self._contents[content.etag] = shared, holders + 1
        self._used += 0 if holders else content.weight
        return shared

    def _drop(self, key: Key, answer: Representation) -> None:
        content, holders = self._contents.pop(answer.content.etag)
        if holders > 1:
            self._contents[content.etag] = content, holders - 1
        else:
            self._used -= content.weight
        self._used -= _cost(key, answer)


def _cost(key: Key, answer: Representation) -> int:
    return answer.weight + len(key.target) + len(key.accept) + len(key.scheme) + len(key.host)
