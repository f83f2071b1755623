"""The golden vector through counting and areas, and what a profile says when something lacks."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.facts import Facts, UnitVersion
from app.domain.profile import indices, profile
from tests.unit.domain.conftest import unit

DAY = date(2020, 11, 1)
P = [500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]
A = [40, 60, 80, 100, 120, 150, 200, 250, 300, 350, 400]
GOLDEN = {
    "herfindahl": 0.152354, "gini": 0.388677, "theil": 0.263631, "hoover": 0.535417, "weighted_density": 4.9714,
    "rank_size_slope": 1.0822,
}  # fmt: skip


def country(areas: list[str | None]) -> tuple[UnitVersion, ...]:
    towns = [unit(f"1{i:02}", "1", "county", area) for i, area in enumerate(areas)]
    return (unit("1", None, "prefecture", None), *towns)


def test_the_golden_vector(make_facts: Callable[..., Facts]) -> None:
    rows = [(f"1{i:02}", p, "A", 0) for i, p in enumerate(P)]
    facts = make_facts({("d", "resident_population", DAY): rows}, units=country([str(a) for a in A]))
    found = profile(facts, "1", "county", DAY)
    assert found.total.value == sum(P)
    assert len(found.units) == 11
    assert found.theil is None
    for index, value in GOLDEN.items():
        assert float(found.values[index] or 0) == pytest.approx(value, abs=10 ** -len(str(value).split(".")[1]))


def test_an_area_that_lacks_stops_only_what_needs_it(make_facts: Callable[..., Facts]) -> None:
    rows = [("100", 10, "A", 0), ("101", 20, "E", None)]
    facts = make_facts({("d", "resident_population", DAY): rows}, units=country(["1.0", None]))
    found = profile(facts, "1", "county", DAY)
    for index in indices().values():
        assert (found.values[index.id] is None) is index.needs_area
        assert ("no area of 名101" in found.reasons.get(index.id, "")) is index.needs_area
    assert found.total.status is not None
    assert found.total.status.value == "E"


def test_nobody_and_nothing_give_reasons_not_numbers(make_facts: Callable[..., Facts]) -> None:
    empty = make_facts({("d", "resident_population", DAY): [("100", 0, "A", 0), ("101", 0, "A", 0)]},
                       units=country(["1.0", "1.0"]))  # fmt: skip
    found = profile(empty, "1", "county", DAY)
    assert found.values["gini"] is None
    assert found.reasons["gini"]
    partly = make_facts({("d", "resident_population", DAY): [("100", 5, "A", 0)]}, units=country(["1.0", "1.0"]))
    missing = profile(partly, "1", "county", DAY)
    assert missing.total.value is None
    assert set(missing.reasons) == set(indices())
    assert "名101" in missing.reasons["gini"]
