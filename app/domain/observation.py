"""Observations: one count of one indicator for one unit on one date, with its status and rounding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.interval import Interval

__all__ = ["MISSING", "WORST_FIRST", "Interval", "Observation", "Status", "worst"]


class Status(StrEnum):
    """Observation status, the codes of SDMX CL_OBS_STATUS."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    INCLUDED_ELSEWHERE = "K"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    MISSING = "O"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    LOW_RELIABILITY = "U"
    INCLUDES_OTHER = "W"


WORST_FIRST: tuple[Status, ...] = tuple(Status(code) for code in "OLMQKFEIUWBDPA")
"""From 'no number at all' to 'normal'; a combination is as good as its worst part."""

MISSING = frozenset(Status(code) for code in "OLMQK")
"""Statuses under which an observation carries no value of its own."""


def worst(statuses: Iterable[Status]) -> Status | None:
    """The worst of several statuses, or None of none.

    >>> worst([Status("A"), Status("E"), Status("B")]).value
    'E'
    """
    found = set(statuses)
    return next((status for status in WORST_FIRST if status in found), None)


@dataclass(frozen=True, slots=True)
class Observation:
    """A count in persons (or None), with the half-width of its rounding; None means no bound is known."""

    unit: str
    indicator: str
    reference_date: date
    value: int | None
    status: Status
    half_width: int | None
    dataset: str
    source: str
    method: str = ""

    @property
    def bounds(self) -> Interval | None:
        """What the count may have been before rounding; never below zero."""
        if self.value is None or self.half_width is None:
            return None
        interval = Interval.around(self.value, self.half_width)
        return Interval(max(interval.lower, interval.lower * 0), interval.upper)
