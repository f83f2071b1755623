"""Work that is killed: a process of its own that runs it, and a moment that a seed chooses."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from random import Random
from typing import Any, Self

from sqlalchemy import Connection, Engine, event

from app.embedded.leftovers import postmaster_pid
from app.embedded.place import locate
from tests.integration.small import writing

Work = Callable[[Connection], object]
REACHED, COMMITTED = "reached", "committed"


@dataclass(frozen=True, slots=True)
class Moment:
    """So many seconds after a statement is begun, by its number: most statements take less than a few milliseconds."""

    statement: int
    later: float

    @staticmethod
    def chosen(random: Random, statements: int) -> "Moment":
        """Choose one, the end of the transaction and what comes after included."""
        return Moment(random.randint(1, statements + 1), random.uniform(0, 0.01))


class Counter:
    """Calls back when a statement of the given number begins, on whatever connection; counts them all."""

    def __init__(self, wanted: int = 0, reached: Callable[[], None] = lambda: None) -> None:
        self.count, self._wanted, self._reached = 0, wanted, reached

    def __enter__(self) -> Self:
        event.listen(Engine, "before_cursor_execute", self._step)
        event.listen(Engine, "commit", self._step)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._step)
        event.remove(Engine, "commit", self._step)

    def _step(self, *_: Any) -> None:
        self.count += 1
        if self.count == self._wanted:
            self._reached()


def statements_of(url: str, work: Work) -> int:
    """Do the work, take it back, and return how many statements it took, its commit counted."""
    with Counter() as counter, writing(url) as connection:
        work(connection)
        connection.rollback()
    return counter.count + 1


def kill_at(url: str, work: Work, moment: Moment) -> bool:
    """Do the work and commit it in another process, which is killed at the moment, wherever it is by then.

    Return whether the process could still say that it had committed.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(url, work, moment.statement, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(60), "the moment never came"
        time.sleep(moment.later)
    finally:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
    with ours, suppress(EOFError):
        while ours.recv() != COMMITTED:
            pass
        return True
    return False


def _run(url: str, work: Work, statement: int, pipe: Pipe) -> None:
    with Counter(statement, lambda: pipe.send(REACHED)), writing(url) as connection:
        work(connection)
    pipe.send(COMMITTED)
    time.sleep(60)


def kill_server(folder: Path) -> None:
    """Kill the server of a data folder as a power cut does."""
    pid = postmaster_pid(locate(folder).data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
