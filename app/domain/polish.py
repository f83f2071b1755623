"""Improve a membership by exchanging a few members, so that two sums fall into narrow ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

Range = tuple[float, float]
_PARTNERS = 64
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Search:
    """Persons and areas of the candidates, those that must stay, and the ranges that the sums shall fall into."""

    persons: np.ndarray
    areas: np.ndarray
    fixed: np.ndarray
    wanted_persons: Range
    wanted_area: Range

    def around(self, inside: np.ndarray) -> Iterator[np.ndarray | None]:
        """Choices one, two, then three exchanges from a start; None after each round, for the caller to stop at.

        An exchange takes a member out and a candidate in, so the number of members stays.

        >>> start = np.array([True, False, True, False])
        >>> persons, areas = np.array([5.0, 7.0, 1.0, 4.0]), np.array([1.0, 2.0, 3.0, 5.0])
        >>> search = Search(persons, areas, np.zeros(4, bool), (8.0, 8.0), (5.0, 5.0))
        >>> next(search.around(start)).tolist()
        [False, True, True, False]
        """
        leaving, coming = self._exchanges(inside)
        yield from self._two(inside)
        # Neighbours first whose persons come nearest: their partners need not be far-fetched.
        sums = self.persons @ inside + self.persons[coming] - self.persons[leaving]
        for i in np.argsort(np.abs(sums - np.mean(self.wanted_persons)), kind="stable"):
            yield from self._two(_exchanged(inside, leaving[[i]], coming[[i]]))
            yield None

    def _exchanges(self, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        out, into = np.nonzero(inside & ~self.fixed)[0], np.nonzero(~inside)[0]
        leaving, coming = np.meshgrid(out, into, indexing="ij")
        return leaving.ravel(), coming.ravel()

    def _two(self, inside: np.ndarray) -> Iterator[np.ndarray]:
        """Choices one or two exchanges away that hit.

        Pairs are found by sorting single exchanges by persons and looking up, for each, the partners that
        complete it (Horowitz and Sahni 1974).
        """
        leaving, coming = self._exchanges(inside)
        persons, area = self.persons[coming] - self.persons[leaving], self.areas[coming] - self.areas[leaving]
        low, high = (end - float(self.persons @ inside) for end in _widened(self.wanted_persons))
        low_area, high_area = (end - float(self.areas @ inside) for end in _widened(self.wanted_area))
        for i in np.nonzero((persons >= low) & (persons <= high) & (area >= low_area) & (area <= high_area))[0]:
            yield _exchanged(inside, leaving[[i]], coming[[i]])
        order = np.argsort(persons, kind="stable")
        leaving, coming, persons, area = leaving[order], coming[order], persons[order], area[order]
        first = np.maximum(np.searchsorted(persons, low - persons, "left"), np.arange(len(order)) + 1)
        # Where the range is wide the first partners will do; looking at all of them would take quadratic time.
        last = np.minimum(np.searchsorted(persons, high - persons, "right"), first + _PARTNERS)
        one = np.repeat(np.arange(len(order)), np.maximum(last - first, 0))
        two = _runs(first, last)
        fits = (area[one] + area[two] >= low_area) & (area[one] + area[two] <= high_area)
        fits &= (leaving[one] != leaving[two]) & (coming[one] != coming[two])
        for i, j in zip(one[fits], two[fits], strict=True):
            yield _exchanged(inside, leaving[[i, j]], coming[[i, j]])


def _runs(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The numbers first..last-1 of every row, one row after the other."""
    lengths = np.maximum(last - first, 0)
    starts = np.repeat(first - np.cumsum(lengths) + lengths, lengths)
    return starts + np.arange(int(lengths.sum()))


def _widened(wanted: Range) -> Range:
    return wanted[0] - _SLACK, wanted[1] + _SLACK


def _exchanged(inside: np.ndarray, leaving: np.ndarray, coming: np.ndarray) -> np.ndarray:
    choice = inside.copy()
    choice[leaving], choice[coming] = False, True
    return choice
