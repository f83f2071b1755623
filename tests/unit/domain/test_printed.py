import pytest

from app.domain.printed import Side, agree, conflicting


@pytest.mark.parametrize(
    ("one", "one_unit", "two", "two_unit", "expected"),
    [
        ("45.31", "%", "45", "%", True),
        ("45.5", "%", "45", "%", False),
        ("45.5", "%", "46", "%", True),
        ("61.68", "%", "59", "%", False),
        ("59.8", "%", "59.80", "%", True),
        ("7", "万", "4", "万", False),
        ("9572903", "人", "957.29", "万", True),
        ("957.3", "万", "9572903", "人", True),
    ],
)
def test_the_finer_number_must_print_as_the_coarser(
    one: str, one_unit: str, two: str, two_unit: str, expected: bool
) -> None:
    assert agree(one, one_unit, two, two_unit) is expected
    assert agree(two, two_unit, one, one_unit) is expected


def side(plan: str, printed: str) -> Side:
    return Side(plan, "1", printed, "%", "", "")


def test_only_those_that_disagree_remain_each_once() -> None:
    sides = [side("a", "45.31"), side("a", "45"), side("b", "59"), side("b", "59")]
    assert [s.printed for s in conflicting(sides)] == ["45.31", "45", "59"]
    assert conflicting(sides[:2]) == ()
    assert conflicting(sides, lambda one, two: one.plan == two.plan) == ()
