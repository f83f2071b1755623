"""A small made-up country for the engine's own rules: two counties, four towns, one split."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.facts import Dataset, Facts, LineageEvent, UnitVersion
from app.domain.observation import Observation, Status
from app.domain.plan import Document, Measure, Plan, PublishedFigure, Zone

DAY = date(2020, 11, 1)
OLD = date(2010, 11, 1)
ObservationRow = tuple[str, int | None, str, int | None]
MakeFacts = Callable[..., Facts]
MakePlan = Callable[..., Plan]


def unit(
    code: str, parent: str | None, level: str = "township", area: str | None = "10.0", **dates: date
) -> UnitVersion:
    return UnitVersion(
        code, code, level, "镇", f"名{code}", f"Name {code}", "ming", parent, dates.get("start"),
        dates.get("end"), Decimal(area) if area else None, "survey" if area else None,
    )  # fmt: skip


UNITS = (
    unit("1", None, "prefecture", "100.00"),
    unit("11", "1", "county", "60.00"),
    unit("12", "1", "county", "40.00"),
    unit("111", "11"),
    unit("112", "11"),
    unit("121", "12"),
    unit("122", "12"),
    unit("11z", "11", "functional_zone", None),
)


def rows(dataset: str, indicator: str, day: date, entries: Iterable[ObservationRow]) -> list[Observation]:
    return [
        Observation(u, indicator, day, value, Status(status), half, dataset, f"source of {dataset}")
        for u, value, status, half in entries
    ]


@pytest.fixture
def make_facts() -> MakeFacts:
    """Facts over the small country; observations per (dataset, indicator, date)."""

    def make(
        observations: dict[tuple[str, str, date], list[ObservationRow]],
        lineage: Iterable[LineageEvent] = (),
        units: Iterable[UnitVersion] = UNITS,
        ranks: dict[str, int] | None = None,
    ) -> Facts:
        found = [o for (dataset, i, day), es in observations.items() for o in rows(dataset, i, day, es)]
        names = sorted({o.dataset for o in found})
        datasets = [Dataset(n, n, n, "resident", (ranks or {}).get(n, 1), n) for n in names]
        return Facts(units, lineage, datasets, found)

    return make


@pytest.fixture
def make_plan() -> MakePlan:
    """A plan of territory 1 with the zones, measures and figures given."""

    def make(
        zones: Iterable[Zone] = (), measures: Iterable[Measure] = (), figures: Iterable[PublishedFigure] = ()
    ) -> Plan:
        document = Document("规划", "Plan", "1", "政府", "Government", "2021", 2020, (2025,))
        plan = Plan("p", 1, document, "1", DAY, tuple(zones), tuple(measures))
        return replace(plan, published=tuple(figures))

    return make


@pytest.fixture
def residents() -> list[ObservationRow]:
    """Residents of every unit in 2020, to the person."""
    return [
        ("1", 1000, "A", 0), ("11", 600, "A", 0), ("12", 400, "A", 0),
        ("111", 350, "A", 0), ("112", 250, "A", 0), ("121", 300, "A", 0), ("122", 100, "A", 0),
    ]  # fmt: skip
