"""Names on a map keep apart and inside."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheet.labels import Label, placed

BOUNDS = (0.0, 0.0, 100.0, 60.0)
LABELS = st.lists(
    st.builds(
        Label, st.floats(-5, 105), st.floats(-5, 65), st.floats(1, 30), st.floats(1, 8), st.just(("A",)), st.just("u")
    ),
    max_size=30,
)


def _sides(label: Label) -> tuple[float, float, float, float]:
    half, tall = label.width / 2, label.height / 2
    return label.x - half, label.y - tall, label.x + half, label.y + tall


def _overlap(one: Label, other: Label) -> float:
    """How far they must be moved apart; below zero, how far apart they are."""
    (a, b, c, d), (e, f, g, h) = _sides(one), _sides(other)
    return min(min(c, g) - max(a, e), min(d, h) - max(b, f))


def _inside(label: Label) -> bool:
    left, top, right, bottom = _sides(label)
    return left >= BOUNDS[0] and top >= BOUNDS[1] and right <= BOUNDS[2] and bottom <= BOUNDS[3]


@given(LABELS)
def test_kept_labels_are_apart_and_none_is_left_out_without_need(wanted: list[Label]) -> None:
    kept = placed(wanted, BOUNDS)
    assert all(_inside(label) for label in kept)
    assert all(_overlap(one, other) < 1e-9 for one, other in combinations(kept, 2))
    rest = list(wanted)
    for label in kept:
        rest.remove(label)
    assert all(not _inside(label) or any(_overlap(label, other) > -1e-9 for other in kept) for label in rest)
    assert [label for label in wanted if label in kept] == kept or len(set(wanted)) < len(wanted)
    assert placed(kept, BOUNDS) == kept


def test_the_first_keeps_its_place_and_nothing_hangs_over_the_edge() -> None:
    first, over = Label(10, 10, 8, 4, ("A",), "zone"), Label(13, 12, 8, 4, ("B",), "unit")
    beside, outside = Label(18, 10, 8, 4, ("C",), "unit"), Label(28, 10, 8, 4, ("D",), "unit")
    assert placed([first, over, beside, outside], (0, 0, 30, 30)) == [first, beside]
