"""Text is broken where each script allows it, and never loses a letter unless it is cut."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheet.wrapping import wrap


def _letters(text: str) -> float:
    return float(len(text))


def test_latin_words_stay_whole() -> None:
    assert wrap("the main centre", 9, _letters) == ["the main", "centre"]


def test_chinese_breaks_anywhere_but_before_a_closing_mark() -> None:
    assert wrap("温州市，平阳县。", 3, _letters) == ["温州", "市，平", "阳县。"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four", 7, _letters, 2) == ["one two", "three…"]
    assert wrap("https://a.example/long", 8, _letters, 1) == ["https:/…"]


@given(st.text(alphabet="ab ，。温州）x", max_size=60), st.integers(2, 20))
def test_nothing_is_lost_and_no_line_is_longer_than_a_closing_mark_over(text: str, width: int) -> None:
    lines = wrap(text, width, _letters)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line.rstrip("，。）")) <= width for line in lines)
    if not re.search(r"\s[，。）]", text):  # what stands apart may be taken apart
        assert not any(line[0] in "，。）" for line in lines[1:])
