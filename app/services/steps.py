"""How far a piece of work has come, told often enough to be believed and seldom enough to cost nothing."""

import time
from collections.abc import Callable

Progress = Callable[[str, int, int], None]

_PAUSE = 0.5  # seconds between two words about it


def silent(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class Steps:
    """Counts what is done and tells ``progress(name, done, total)`` at the start, now and then, and at the end."""

    def __init__(self, name: str, progress: Progress, total: int) -> None:
        self._name, self._progress = name, progress
        self.total = max(total, 1)
        self.done = 0
        self._tell()

    def advance(self, count: int) -> None:
        """Book some work."""
        self.done = min(self.done + count, self.total)
        if time.monotonic() - self._told > _PAUSE:
            self._tell()

    def end(self) -> None:
        """Tell that all is done."""
        self.done = self.total
        self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._progress(self._name, self.done, self.total)
