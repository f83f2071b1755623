"""The most memory that processes ever had, read from the kernel while they work."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.memory import resident, tree

_PAUSE = 0.5


@dataclass
class Peak:
    """Bytes of resident memory at the worst moment: of a process, and of the largest PostgreSQL process below it."""

    own: int = 0
    backend: int = 0
    _done: threading.Event = field(default_factory=threading.Event)

    def watch(self, pid: int) -> None:
        """Look again and again until told to stop."""
        while not self._done.wait(_PAUSE):
            for member, command in tree(pid).items():
                if member == pid:
                    self.own = max(self.own, resident(member))
                elif command.startswith("postgres:"):
                    self.backend = max(self.backend, resident(member))

    def stop(self) -> None:
        """End the watch."""
        self._done.set()


@contextlib.contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Yield the peak of a process and its children, kept up to date meanwhile."""
    peak = Peak()
    thread = threading.Thread(target=peak.watch, args=(pid,), daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        peak.stop()
        thread.join()
