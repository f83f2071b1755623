"""What a sheet is drawn from knows which values were counted, and which of them no area may be filled with."""

import pytest

from tests.unit.services.sheet.samples import content, unit


@pytest.mark.parametrize(
    ("value", "status", "estimated"),
    [(5, "E", True), (0, "E", True), (5, "A", False), (5, "B", False), (None, "E", False)],
)
def test_only_a_value_can_be_estimated(value: float | None, status: str, estimated: bool) -> None:
    assert unit("1", 0, value, status).estimated is estimated


@pytest.mark.parametrize(
    ("indicator", "is_count"),
    [("resident_population", True), ("households", True), ("density_per_km2", False), ("growth", False)],
)
def test_counts_are_told_from_rates(indicator: str, is_count: bool) -> None:
    assert content(indicator).counted is is_count
