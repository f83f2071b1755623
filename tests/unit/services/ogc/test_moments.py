from __future__ import annotations

from datetime import date

import pytest

from app.errors import BadRequest
from app.services.ogc.moments import Span, span

FIRST, LAST = date(2010, 11, 1), date(2020, 11, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("2010-11-01", Span(FIRST, FIRST)),
        ("2010-11-01T08:30:00Z", Span(FIRST, FIRST)),
        ("2010-11-01t08:30:00.5+08:00", Span(FIRST, FIRST)),
        ("2010-11-01/2020-11-01", Span(FIRST, LAST)),
        ("../2020-11-01", Span(None, LAST)),
        ("/2020-11-01", Span(None, LAST)),
        ("2010-11-01/..", Span(FIRST, None)),
        ("2010-11-01/", Span(FIRST, None)),
        ("../..", Span(None, None)),
    ],
)
def test_days(text: str | None, expected: Span | None) -> None:
    assert span(text) == expected


WRONG = ["", "..", "2010", "2010-11", "2010-11-31", "20101101", "2010-11-01T08:30", "2010-11-01T24:00:01Z", "yesterday"]


@pytest.mark.parametrize("text", [*WRONG, "2020-11-01/2010-11-01", "2010-11-01/2011-01-01/2012-01-01"])
def test_refusals(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        span(text)
    assert refused.value.parameter == "datetime"
