from collections.abc import Callable
from datetime import date

import pytest

from app.domain.plan import Plan, PublishedFigure


def figure(**changes: str) -> PublishedFigure:
    return PublishedFigure("s", "share", changes.pop("period", "2020"), "1", "%", 0, "c", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "day", "covered"),
    [("2020", date(2020, 11, 1), True), ("2020-12-31", date(2020, 11, 1), False), ("2010", date(2020, 11, 1), False)],
)
def test_a_year_covers_its_dates(period: str, day: date, covered: bool) -> None:
    assert figure(period=period).covers(day) is covered


def test_changes_and_other_units_are_not_the_measure_itself() -> None:
    assert not figure(since="2010").covers(date(2020, 11, 1))
    assert not figure(of="330100").covers(date(2020, 11, 1))


def test_zones_and_measures_are_found_by_id(make_plan: Callable[..., Plan]) -> None:
    plan = make_plan()
    assert plan.zone("nowhere") is None
    assert plan.measure("nothing") is None
