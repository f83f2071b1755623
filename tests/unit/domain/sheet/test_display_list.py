"""A drawing made larger is the same drawing."""

from app.domain.sheet.display_list import Circle, Path, Text, line, rect, scaled


def test_everything_grows_alike() -> None:
    items = (
        rect(1, 2, 3, 4, fill="#000000"),
        line((0, 0), (1, 1), stroke="#ff0000"),
        Circle(1, 2, 3),
        Text(1, 2, "a", 3),
    )
    box, stroke, circle, text = scaled(items, 2)
    assert box == Path((((2, 4), (8, 4), (8, 12), (2, 12)),), fill="#000000", width=0.4)
    assert stroke == Path((((0, 0), (2, 2)),), stroke="#ff0000", width=0.4, closed=False)
    assert circle == Circle(2, 4, 6, width=0.4)
    assert text == Text(2, 4, "a", 6)
