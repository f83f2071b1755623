"""Names on a map keep apart and inside."""

from app.domain.sheet.labels import Label, placed


def test_the_first_keeps_its_place_and_nothing_hangs_over_the_edge() -> None:
    first, over = Label(10, 10, 8, 4, ("A",), "zone"), Label(13, 12, 8, 4, ("B",), "unit")
    beside, outside = Label(18, 10, 8, 4, ("C",), "unit"), Label(28, 10, 8, 4, ("D",), "unit")
    assert placed([first, over, beside, outside], (0, 0, 30, 30)) == [first, beside]
