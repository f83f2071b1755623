"""Ranges of bytes, as RFC 9110 (14.1.2) reads them."""

import pytest

from app.http.ranges import UnsatisfiableRangeError, byte_range


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-9", range(10)),
        ("bytes=2-", range(2, 10)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=9-9", range(9, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes= 0-1 ", range(2)),
        ("bytes=1-0", None),
        ("bytes=-", None),
        ("bytes=", None),
        ("bytes=a-b", None),
        ("bytes=0-1,3-4", None),
        ("bytes=٣-٤", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("lines=0-1", None),
        ("", None),
    ],
)
def test_one_range_is_read_and_anything_else_ignored(text: str, wanted: range | None) -> None:
    assert byte_range(text, 10) == wanted


@pytest.mark.parametrize("text", ["bytes=10-", "bytes=10-20", "bytes=9999999999999999999-", "bytes=-0"])
def test_beyond_the_end_there_is_nothing(text: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        byte_range(text, 10)


def test_an_empty_file_has_no_bytes_to_ask_for() -> None:
    with pytest.raises(UnsatisfiableRangeError):
        byte_range("bytes=0-", 0)
