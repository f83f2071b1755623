"""Tags, codings and weights of finished answers."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http.representation import Representation, matches

BODY = b'{"items":[' + b"12345," * 500 + b"0]}"


def _of(body: bytes = BODY, media_type: str = "application/json") -> Representation:
    return Representation(200, (), body, media_type)


def test_equal_content_has_an_equal_tag_and_other_content_another() -> None:
    assert _of().etag == _of().etag
    assert _of().etag != _of(BODY + b" ").etag
    assert Representation(200, ((b"x", b"y"),), BODY).etag == _of().etag


def test_compressed_bytes_are_the_same_each_time() -> None:
    assert (_of().gzipped, _of().brotlied) == (_of().gzipped, _of().brotlied)
    assert gzip.decompress(_of().gzipped) == brotli.decompress(_of().brotlied) == BODY


@pytest.mark.parametrize("media_type", ["image/png", "application/vnd.pmtiles", "application/zip"])
def test_what_is_compressed_already_stays_so(media_type: str) -> None:
    assert _of(media_type=media_type).encoded("br, gzip") == (BODY, None)


@given(st.binary(max_size=5000))
def test_weight_covers_every_form(body: bytes) -> None:
    answer = _of(body)
    held = len(body) + sum(len(answer.encoded(coding)[0]) for coding in ("br", "gzip") if answer.encoded(coding)[1])
    assert held <= answer.weight


@pytest.mark.parametrize(
    ("header", "expected"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), (' "b",W/"a" ', True), ("*", True), (" * ", True),
     ("", False), ('"b"', False), ("a", False), ('"ab"', False), ('w/"a"', False)],
)  # fmt: skip
def test_weak_comparison(header: str, expected: bool) -> None:
    assert matches(header, '"a"') is expected
