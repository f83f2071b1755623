from __future__ import annotations

import pytest

from app.errors import BadRequest, UriTooLong
from app.services.ogc.filter_guard import DEEPEST, LONGEST, check_filter

TEXT, JSON = "cql2-text", "cql2-json"


@pytest.mark.parametrize(
    "text",
    [
        "name = '((((((((((((((((' AND code = ')))))'",
        "name = 'it''s ((((((((((((((' OR name = 'x'",
        "S_INTERSECTS(geometry, MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5))))",
        " AND ".join(["(area_km2 > -1)"] * 200),
        "S_INTERSECTS(geometry, LINESTRING(" + ",".join(["-1 -2"] * 600) + "))",
        "code IN (" + ",".join(["'330326101'"] * 400) + ")",
    ],
)
def test_what_people_write_passes(text: str) -> None:
    check_filter(text, TEXT)


@pytest.mark.parametrize(("opening", "lang"), [("(", TEXT), ("[", TEXT), ("[", JSON), ("{", JSON)])
def test_depth_is_bounded(opening: str, lang: str) -> None:
    check_filter(opening * DEEPEST[lang], lang)
    with pytest.raises(BadRequest, match="nested"):
        check_filter(opening * (DEEPEST[lang] + 1), lang)


def test_brackets_that_close_in_a_text_open_nothing_again() -> None:
    with pytest.raises(BadRequest, match="nested"):
        check_filter("(')' = " * 11, TEXT)


@pytest.mark.parametrize(
    "text", ["NOT " * 41, "not\n" * 41, "a div " * 41, "----1", "- - - - 1", "=" * 301, "1^" * 301]
)
def test_chains_are_bounded(text: str) -> None:
    with pytest.raises(BadRequest, match="chains"):
        check_filter(text, TEXT)


def test_length_is_bounded() -> None:
    check_filter("x" * LONGEST, TEXT)
    with pytest.raises(UriTooLong):
        check_filter("x" * (LONGEST + 1), TEXT)
