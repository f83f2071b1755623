"""Networks that fail in the middle of an upload, on a real socket."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING

from tests.api.steward import DRAFTS
from tests.api.test_at_hand import request, serving
from tests.integration.small import bring, query, state
from tests.integration.test_draft import MOVED
from tests.integration.test_keys import issue

if TYPE_CHECKING:
    import pytest


def test_a_cut_in_the_middle_of_an_upload_leaves_nothing(
    small_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bring(small_url, "sources", "s.csv", "id,title\nnew,New\n")
    before, key = state(small_url), issue(small_url)
    target = f"{DRAFTS}/2/files?kind=census&filename=moved.csv&dataset=census"
    with serving(small_url, monkeypatch) as wire:
        for _ in range(3):
            with wire.connect() as cut:
                size = len(MOVED.encode())
                cut.sendall(request(target, f"X-Api-Key: {key}", f"Content-Length: {size}", method="POST"))
                cut.sendall(MOVED.encode()[:-10])
        whole = request(target, f"X-Api-Key: {key}", f"Content-Length: {size}", method="POST") + MOVED.encode()
        assert state(small_url) == before
        ((head, _),) = wire.ask(whole)
    assert head.startswith(b"HTTP/1.1 201 ")
    assert not [record for record in caplog.records if record.exc_info]


def test_an_upload_that_is_cut_twice_under_one_key_counts_once(
    small_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bring(small_url, "sources", "s.csv", "id,title\nnew,New\n")
    before, key, content = state(small_url), issue(small_url), MOVED.encode()
    target = f"{DRAFTS}/2/files?kind=census&filename=moved.csv&dataset=census"
    headers = (f"X-Api-Key: {key}", "Idempotency-Key: april", f"Content-Length: {len(content)}")
    whole = request(target, *headers, method="POST") + content
    with serving(small_url, monkeypatch) as wire:
        for sent in (whole[: -len(content) // 2], whole[:-1]):
            with wire.connect() as cut:
                cut.sendall(sent)
                # A reset, as when the network goes: nobody says goodbye.
                cut.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert state(small_url) == before
        with wire.connect() as deaf:
            deaf.sendall(whole)
            deaf.shutdown(socket.SHUT_WR)  # the answer is lost, the file is not
        answers = [wire.ask(whole)[0] for _ in range(2)]
    assert [head.split(b" ", 2)[1] for head, _ in answers] == [b"201", b"201"]
    assert answers[0][1] == answers[1][1]
    told = "SELECT count(*), count(DISTINCT sha256) FROM polycentre.import_record WHERE idempotency_key = 'april'"
    assert query(small_url, told) == [(1, 1)]
    assert not [record for record in caplog.records if record.exc_info]
