"""Scale bars have round lengths that fit."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheet.scale_bar import bar_length, length_text


@given(st.floats(0.5, 1e5), st.floats(10, 80))
def test_a_bar_is_round_and_fills_a_good_part_of_its_room(metres_per_mm: float, room: float) -> None:
    length = bar_length(metres_per_mm, room)
    assert f"{length:e}"[0] in "125"
    assert float(f"{length:.0e}") == length
    assert 0.39 * room <= length / metres_per_mm <= room * (1 + 1e-6)


def test_lengths_are_written_in_the_unit_that_suits_them() -> None:
    assert [length_text(metres) for metres in (200_000.0, 2500.0, 500.0)] == ["200 km", "2.5 km", "500 m"]
