"""Quality values of Accept and Accept-Encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http.quality import weighted


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", []),
        (" , ,", []),
        ("br", [("br", 1.0)]),
        ("BR;Q=0.5", [("br", 0.5)]),
        ("gzip ; q = 0.123 , br", [("gzip", 0.123), ("br", 1.0)]),
        ("text/csv;charset=utf-8;q=0.3", [("text/csv", 0.3)]),
        ("a;q=1.000", [("a", 1.0)]),
        ("a;q=1.001", [("a", 0.0)]),
        ("a;q=0.1234", [("a", 0.0)]),
        ("a;q=-1", [("a", 0.0)]),
        ("a;q=²", [("a", 0.0)]),
        ("a;q=nan", [("a", 0.0)]),
        ("a;q=", [("a", 0.0)]),
    ],
)
def test_what_a_header_lists(header: str, expected: list[tuple[str, float]]) -> None:
    assert list(weighted(header)) == expected


@given(st.text(max_size=60))
def test_any_header_can_be_read(header: str) -> None:
    assert all(0 <= quality <= 1 and name for name, quality in weighted(header))
