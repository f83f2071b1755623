"""Faults of a plan file: all at once, each with file, key, clause and what would be allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One thing wrong in a plan file."""

    file: str
    key: str
    message: str
    allowed: tuple[str, ...] = ()
    clause: str = ""

    def __str__(self) -> str:
        clause = f" (clause {self.clause})" if self.clause else ""
        allowed = f"; allowed: {', '.join(self.allowed)}" if self.allowed else ""
        return f"{self.file}: {self.key}{clause}: {self.message}{allowed}"


class PlanError(ValueError):
    """A plan file that is refused, with every fault found."""

    def __init__(self, faults: Sequence[PlanFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)
