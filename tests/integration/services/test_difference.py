"""Differences over the bundled facts: printed increments, antisymmetry, transitivity, and everything else a break."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.indicator import indicators
from app.domain.observation import MISSING
from app.errors import Unprocessable
from app.services.difference import Minus, list_differences
from app.services.release_facts import ReleaseFacts
from tests.integration.services.reading import asked, class_query, facts_of

Row = dict[str, Any]
DATED = [
    ("resident_population", "county"), ("resident_population", "township"), ("density_per_km2", "township"),
    ("share_of_parent", "township"), ("urbanisation", "county"), ("ageing_rate", "county"),
]  # fmt: skip


@pytest.fixture(scope="module")
def held(published_readonly_url: str) -> ReleaseFacts:
    return facts_of(published_readonly_url)


@pytest.fixture
def differ(published_readonly_url: str, held: ReleaseFacts) -> Any:
    def ask(indicator: str, level: str, period: str, minus: Minus, **changes: object) -> tuple[Row, Row]:
        query = class_query(indicator, level, period, **changes)
        return asked(published_readonly_url, lambda reader: list_differences(reader, held.facts, query, minus))

    return ask


def _values(found: Row, column: str = "value") -> dict[str, Any]:
    return dict(zip(found["units"]["unit"], found["units"][column], strict=True))


def test_the_increment_of_a_county_is_the_census_of_one_year_less_the_other(differ: Any) -> None:
    """鹿城 and 平阳 (863,166 persons in 2020) kept their territory; the plan prints 平阳's growth as 13.33 %."""
    resolved, found = differ("resident_population", "county", "2020", Minus(None, "2010"))
    assert _values(found)["330302"] == 1_167_164 - 1_293_266
    pingyang = _values(found)["330326"]
    assert round(100 * pingyang / _values(found, "value_from")["330326"], 2) == 13.33
    assert resolved["minus"] == {"indicator": "resident_population", "period": "2010-11-01"}
    assert resolved["pooled_periods"] == ["2020-11-01"]


def test_percentages_differ_in_points(differ: Any) -> None:
    """平阳 prints 12.43 points of urbanisation since 2010, from figures rounded before they were subtracted."""
    _, found = differ("urbanisation", "county", "2020", Minus(None, "2010"))
    assert found["display_unit"] == "points"
    points = _values(found, "display")["330326"]
    assert float(points) == pytest.approx(12.43, abs=0.011)
    assert float(points) == pytest.approx(100 * _values(found)["330326"], abs=0.005)


@pytest.mark.parametrize(("indicator", "level"), DATED)
def test_it_is_antisymmetric(differ: Any, indicator: str, level: str) -> None:
    _, there = differ(indicator, level, "2020", Minus(None, "2010"))
    _, back = differ(indicator, level, "2010", Minus(None, "2020"))
    forth, reverse = _values(there), _values(back)
    shared = forth.keys() & reverse.keys()
    assert shared
    for unit in shared:
        assert (forth[unit] is None) == (reverse[unit] is None), unit
        if forth[unit] is not None:
            assert forth[unit] == -reverse[unit]
            assert _values(there, "status")[unit] == _values(back, "status")[unit]
    first, second = there["classes"], back["classes"]
    if forth.keys() == reverse.keys():
        assert first["breaks"] == second["breaks"]


def test_two_steps_make_the_whole_way(differ: Any) -> None:
    _, first = differ("resident_population", "county", "2020", Minus(None, "2010"))
    _, second = differ("resident_population", "county", "2021", Minus(None, "2020"))
    _, whole = differ("resident_population", "county", "2021", Minus(None, "2010"))
    parts, rest, total = _values(first), _values(second), _values(whole)
    known = [unit for unit in total if None not in {total[unit], parts[unit], rest[unit]}]
    assert len(known) >= 8
    assert all(total[unit] == parts[unit] + rest[unit] for unit in known)


def test_men_less_women_is_the_opposite_of_women_less_men(differ: Any) -> None:
    _, men = differ("male_population", "county", "2020", Minus("female_population", None))
    _, women = differ("female_population", "county", "2020", Minus("male_population", None))
    assert _values(men) == {unit: -value for unit, value in _values(women).items()}
    assert men["classes"]["breaks"] == women["classes"]["breaks"]


@pytest.mark.parametrize(("indicator", "level"), DATED)
def test_a_value_is_the_exact_difference_of_what_is_served_or_says_why_there_is_none(
    differ: Any, indicator: str, level: str
) -> None:
    _, found = differ(indicator, level, "2020", Minus(None, "2010"))
    columns = [found["units"][name] for name in ("value", "value_from", "value_to", "status", "reason")]
    values = 0
    for value, start, to, status, reason in zip(*columns, strict=True):
        if value is not None:
            values += 1
            assert value == float(Decimal(str(to)) - Decimal(str(start)))
        else:
            assert status in {"B"} | {entry.value for entry in MISSING}
            assert found["reasons"][reason]
    assert values == found["classes"]["values"]["count"]
    assert len(columns[0]) - values == found["classes"]["no_data"]["count"]


def test_a_moved_territory_is_a_break_whose_reason_names_the_day_and_the_whole(differ: Any) -> None:
    _, found = differ("resident_population", "county", "2020", Minus(None, "2010"))
    status, reason = _values(found, "status"), _values(found, "reason")
    broken = {unit for unit in status if status[unit] == "B" and _values(found)[unit] is None}
    assert broken == {"330303", "330305", "330327", "330383"}
    for pair, day in (({"330303", "330305"}, "2015-07-23"), ({"330327", "330383"}, "2019-09-25")):
        (told,) = {found["reasons"][reason[unit]] for unit in pair}
        assert day in told
        assert all(unit in told for unit in pair)
    _, same = differ("resident_population", "county", "2021", Minus(None, "2020"))
    assert not [unit for unit, value in _values(same).items() if value is None]


def test_a_share_of_the_parent_breaks_with_the_parent(differ: Any) -> None:
    """Townships of 龙湾 kept their own borders, but 龙湾 lost 灵昆, so their shares of it do not compare."""
    _, found = differ("share_of_parent", "township", "2020", Minus(None, "2010"))
    told = {
        found["reasons"][place]
        for unit, place in _values(found, "reason").items()
        if unit.startswith("330303") and place is not None
    }
    assert any(text.startswith("of the parent, the territory changed on 2015-07-23") for text in told)


def test_a_unit_of_the_later_date_alone_has_no_difference(differ: Any) -> None:
    _, found = differ("resident_population", "county", "2020", Minus(None, "2010"))
    assert _values(found, "value_from")["330383"] is None
    assert _values(found, "source_from")["330383"] is None


@pytest.mark.parametrize(
    ("indicator", "minus", "changes", "parameter"),
    [
        ("resident_population", Minus(None, "2020"), {}, "minus_period"),
        ("resident_population", Minus("resident_population", None), {}, "minus_indicator"),
        ("resident_population", Minus(None, "1999"), {}, "minus_period"),
        ("resident_population", Minus("growth", None), {}, "minus_indicator"),
        ("resident_population", Minus("", None), {}, "minus_indicator"),
        ("resident_population", Minus("urban_population,rural_population", None), {}, "minus_indicator"),
        ("resident_population", Minus(None, "2010"), {"ramp": "YlGnBu"}, "ramp"),
        ("resident_population", Minus(None, "2010"), {"method": "magic"}, "method"),
        ("nothing", Minus(None, "2010"), {}, "indicator"),
    ],
)
def test_faults_name_their_parameter(
    differ: Any, indicator: str, minus: Minus, changes: dict[str, object], parameter: str
) -> None:
    with pytest.raises(Unprocessable) as refused:
        differ(indicator, "county", "2020", minus, **changes)
    assert refused.value.parameter == parameter
    assert refused.value.detail


def test_what_has_another_unit_of_measure_is_never_subtracted(differ: Any) -> None:
    known = indicators()
    for other in known.values():
        if other.unit != known["resident_population"].unit:
            with pytest.raises(Unprocessable, match="no difference"):
                differ("resident_population", "county", "2020", Minus(other.id, None))
