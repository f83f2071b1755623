"""Two sets of facts side by side."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from app.domain.facts import Facts, UnitVersion
from app.domain.observation import Observation, Status
from app.domain.release_diff import count_changes, difference, estimate_changes, unit_changes
from app.domain.remainder import METHOD

DAY = dt.date(2020, 11, 1)
TOWN = UnitVersion(
    "1", "330326100", "township", "镇", "东镇", "East", "dong zhen", None, None, None, Decimal(10), "bureau"
)
COUNT = Observation("1", "resident_population", DAY, 300, Status.NORMAL, 0, "census", "bureau")


def facts(*units: UnitVersion, counts: tuple[Observation, ...] = ()) -> Facts:
    return Facts(units, [], [], counts)


def test_equal_facts_have_no_difference() -> None:
    assert unit_changes(facts(TOWN), facts(replace(TOWN))) == []
    assert count_changes(facts(counts=(COUNT,)), facts(counts=(replace(COUNT),))) == []


def test_units_are_added_removed_renamed_and_changed() -> None:
    others = [replace(TOWN, unit=name, code=f"33032610{name}") for name in "2345"]
    renamed = replace(others[0], name_zh="新镇")
    moved = replace(others[1], parent="9", area_km2=Decimal(11))
    found = unit_changes(facts(TOWN, *others[:3]), facts(renamed, moved, others[2], others[3]))
    assert [(change.unit, change.change) for change in found] == [
        ("1", "removed"), ("2", "renamed"), ("3", "changed"), ("5", "added"),
    ]  # fmt: skip
    assert found[1].fields == {"name_zh": ("东镇", "新镇")}
    assert found[2].fields == {"parent": (None, "9"), "area_km2": (Decimal(10), Decimal(11))}
    assert found[3].last == others[3]


def test_a_version_that_was_added_before_the_last_is_a_change() -> None:
    former = replace(TOWN, name_zh="旧镇", valid_to=DAY)
    now = replace(TOWN, valid_from=DAY)
    (change,) = unit_changes(facts(now), facts(former, now))
    assert (change.change, change.fields) == ("changed", {"versions": (1, 2)})


def test_counts_that_differ_come_largest_first() -> None:
    small, large = replace(COUNT, value=301), replace(COUNT, unit="2", value=100)
    found = count_changes(
        facts(counts=(COUNT, replace(COUNT, unit="2"), replace(COUNT, unit="3", value=None, status=Status.MISSING))),
        facts(counts=(small, large, replace(COUNT, unit="3", value=5))),
    )
    assert [(pair.key[1], difference(pair)) for pair in found] == [("2", -200), ("3", None), ("1", 1)]
    assert {pair.change for pair in found} == {"changed"}


def test_a_status_alone_is_a_difference() -> None:
    estimated = replace(COUNT, status=Status.ESTIMATED, half_width=None)
    (pair,) = count_changes(facts(counts=(estimated,)), facts(counts=(COUNT,)))
    assert (pair.before, pair.after, difference(pair)) == (estimated, COUNT, 0)
    (gone,) = count_changes(facts(counts=(COUNT,)), facts())
    assert (gone.change, difference(gone)) == ("removed", None)


def test_estimates_that_become_counts_and_the_reverse_are_counted() -> None:
    guess = replace(COUNT, status=Status.ESTIMATED, half_width=None)
    guesses = [replace(guess, unit=unit) for unit in "1235"]
    before = facts(counts=(*guesses, replace(COUNT, unit="4")))
    after = facts(
        counts=(
            replace(COUNT, unit="1"),
            replace(guess, unit="2", value=9),
            guesses[2],
            replace(guess, unit="4"),
            replace(guess, unit="5", value=8, method=f"built-up area; {METHOD}"),
        )
    )
    assert estimate_changes(count_changes(before, after)) == {
        "became_counts": 1, "became_estimates": 1, "scaled": 1, "estimated_anew": 1,
    }  # fmt: skip
