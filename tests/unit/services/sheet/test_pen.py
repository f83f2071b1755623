"""A pen writes line under line, within its column."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheet.display_list import Text
from app.services.sheet.pen import BODY, LEADING, SMALL, Pen
from tests.unit.services.sheet.samples import face, texts

FACE = face()
WORDS = st.lists(
    st.sampled_from(["主中心", "main", "centre", "45.31%", "，", "（", "）", "≥", "a-very-long-word-indeed"]),
    max_size=12,
)


def test_a_line_stands_under_the_one_before() -> None:
    pen = Pen(FACE, 10, 20, 60)
    pen.write("一", BODY)
    pen.write("二", SMALL, bold=True, indent=3)
    first, second = (item for item in pen.items if isinstance(item, Text))
    assert (first.x, first.y) == (10, 20 + BODY * LEADING)
    assert (second.x, second.y, second.bold) == (13, first.y + SMALL * LEADING, True)
    assert pen.y == second.y


@given(WORDS, st.floats(30, 90), st.booleans())
def test_no_line_is_wider_than_its_column_but_for_a_closing_mark(words: list[str], width: float, bold: bool) -> None:
    pen = Pen(FACE, 0, 0, width)
    lines = pen.lines(" ".join(words), BODY, bold=bold)
    assert all(FACE.width(line, BODY, bold=bold) <= width + 2 * BODY for line in lines)
    assert "".join("".join(lines).split()) == "".join(words)


def test_what_does_not_fit_into_so_many_lines_is_cut() -> None:
    pen = Pen(FACE, 0, 0, 30)
    pen.write("主中心" * 30, BODY, most=2)
    assert len(pen.items) == 2
    assert texts(pen.items)[1].endswith("…")
    assert FACE.width(texts(pen.items)[1], BODY) <= 30


def test_what_has_no_glyph_is_a_box_wherever_it_is_written() -> None:
    pen = Pen(FACE, 0, 0, 50)
    pen.write("a\U0001f600")
    pen.at(5, 6, "b\U0001f600", SMALL, anchor="end")
    assert texts(pen.items) == ["a□", "b□"]
    assert pen.items[1] == Text(5, 6, "b□", SMALL, "end")
