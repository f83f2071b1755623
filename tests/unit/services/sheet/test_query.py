"""Boxes and links are read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadRequest, Unprocessable
from app.services.sheet.query import asked_box, check_link


def test_a_box_is_four_numbers() -> None:
    assert asked_box("120.5,27.9,120.8,28.1") == (120.5, 27.9, 120.8, 28.1)
    assert asked_box(None) is None


@given(st.floats(-179, 178), st.floats(-84, 83), st.floats(0.006, 1), st.floats(0.006, 1))
def test_any_box_on_the_map_is_kept(west: float, south: float, wide: float, high: float) -> None:
    west, south, east, north = (round(side, 6) for side in (west, south, west + wide, south + high))
    assert asked_box(f"{west:f},{south:f},{east:f},{north:f}") == (west, south, east, north)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,2,3", "west,south,east,north"), ("1,2,3,4,5", "west,south,east,north"), ("", "west,south,east,north"),
        ("121,27,120,28", "west to east"), ("120,28,121,27", "south to north"), ("120,27,181,28", "on the map"),
        ("120,80,121,86", "on the map"), ("120,27,120.004,28", "at least 0.005"), ("120,27,121,27.004", "at least"),
        ("a,1,2,3", "'a' is no"), ("nan,1,2,3", "'nan' is no"), ("1,-inf,2,3", "'-inf' is no"),
        ("１,1,2,3", "'１' is no"),
    ],
)  # fmt: skip
def test_what_is_no_box_is_refused_with_words(text: str, words: str) -> None:
    with pytest.raises((BadRequest, Unprocessable), match=words) as refused:
        asked_box(text)
    assert refused.value.parameter == "bbox"


@pytest.mark.parametrize("link", ["https://map.example/?plan=p&zone=主中心", "http://127.0.0.1:8000/"])
def test_links_that_browsers_follow_are_taken(link: str) -> None:
    check_link(link)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://a", "/map", "https://a b", "https://a\n", "https://a\x07", ""]
)
def test_other_links_are_refused(link: str) -> None:
    with pytest.raises(Unprocessable, match="https://") as refused:
        check_link(link)
    assert refused.value.parameter == "link"
