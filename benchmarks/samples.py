"""Numbers from rounds: contestants take turns, and a result is a median with its spread."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """What one contestant did in one round; latencies are in milliseconds where they were measured."""

    per_second: float
    p50: float | None = None
    p99: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The turns of one contestant."""

    turns: tuple[Turn, ...]

    @property
    def per_second(self) -> float:
        """The median rate."""
        return statistics.median(turn.per_second for turn in self.turns)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest rate."""
        rates = [turn.per_second for turn in self.turns]
        return min(rates), max(rates)

    @property
    def p50(self) -> float | None:
        """The median over rounds of the median latency."""
        return _median([turn.p50 for turn in self.turns])

    @property
    def p99(self) -> float | None:
        """The median over rounds of the 99th percentile."""
        return _median([turn.p99 for turn in self.turns])


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def take_turns(contestants: Mapping[str, Callable[[], Turn]], rounds: int) -> dict[str, Outcome]:
    """Run A B C, A B C, …: whatever else the machine does meanwhile falls on all alike."""
    turns: dict[str, list[Turn]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            turns[name].append(run())
    return {name: Outcome(tuple(done)) for name, done in turns.items()}
