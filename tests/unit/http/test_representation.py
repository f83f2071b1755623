"""Tags, codings and weights of finished answers."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http.representation import Content, Representation, matches

BODY = b'{"items":[' + b"12345," * 500 + b"0]}"


def _of(body: bytes = BODY, media_type: str = "application/json", status: int = 200) -> Representation:
    return Representation(status, ((b"Content-Type", media_type.encode()),), Content(body), media_type)


def test_equal_content_has_an_equal_tag_and_other_content_another() -> None:
    assert Content(BODY).etag == Content(BODY).etag
    assert Content(BODY).etag != Content(BODY + b" ").etag


def test_compressed_bytes_are_the_same_each_time() -> None:
    assert (Content(BODY).gzipped, Content(BODY).brotlied) == (Content(BODY).gzipped, Content(BODY).brotlied)
    assert gzip.decompress(Content(BODY).gzipped) == brotli.decompress(Content(BODY).brotlied) == BODY


@pytest.mark.parametrize("media_type", ["image/png", "application/vnd.pmtiles", "application/zip"])
def test_what_is_compressed_already_stays_so(media_type: str) -> None:
    reply = _of(media_type=media_type).reply("", "br, gzip")
    assert reply.body == BODY
    assert b"content-encoding" not in dict(reply.headers)


@given(st.binary(max_size=5000))
def test_weight_covers_every_form(body: bytes) -> None:
    forms = {_of(body).reply("", coding).body for coding in ("", "br", "gzip")}
    assert sum(map(len, forms)) <= Content(body).weight


def test_a_reply_is_made_once() -> None:
    answer = _of()
    assert answer.reply("", "br") is answer.reply('"other"', "br;q=0.9, gzip;q=0.1")
    assert answer.reply("", "br").body is answer.content.brotlied
    assert answer.reply("", "").body is BODY


def test_the_head_is_what_http_sends() -> None:
    answer = Representation(200, ((b"X", b"y"), (b"Vary", b"accept, Cookie")), Content(b"abc"))
    assert answer.reply("", "").head == (
        b"HTTP/1.1 200 OK\r\nx: y\r\netag: %s\r\nvary: accept, Cookie, Accept-Encoding, Origin\r\ncontent-length: 3\r\n"
        % answer.content.etag.encode()
    )


def test_neither_304_nor_204_describe_a_body() -> None:
    for answer, tag in ((_of(), "*"), (_of(b"", status=204), "")):
        reply = answer.reply(tag, "br")
        names = {name for name, _ in reply.headers}
        assert (reply.status, reply.body) == (304 if tag else 204, b"")
        assert {b"etag", b"vary"} <= names
        assert not {b"content-length", b"content-encoding"} & names


@pytest.mark.parametrize(
    ("header", "expected"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), (' "b",W/"a" ', True), ("*", True), (" * ", True),
     ("", False), ('"b"', False), ("a", False), ('"ab"', False), ('w/"a"', False)],
)  # fmt: skip
def test_weak_comparison(header: str, expected: bool) -> None:
    assert matches(header, '"a"') is expected
