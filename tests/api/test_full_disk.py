"""A disk that is full, here or at the database: told as such, nothing is left behind, and room is enough to go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.api.conftest import MakeService
from tests.api.steward import DRAFTS, Steward
from tests.integration.small import state
from tests.integration.test_draft import MOVED
from tests.unit.http.test_uploads import room_for

PADDED = MOVED + "\n" * 200_000


@pytest.fixture
def editor(make_service: MakeService, small_url: str) -> Steward:
    steward = Steward(make_service(small_url), small_url)
    steward.ask("POST", DRAFTS)
    return steward


@contextmanager
def no_room_for_records(url: str) -> Iterator[None]:
    """Let the database say, when a file is recorded, what it says on a full disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE disk_full USING MESSAGE = 'No space left on device'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON polycentre.import_record "
            "FOR EACH ROW EXECUTE FUNCTION public.full_disk()"
        )
        yield
        connection.execute("DROP FUNCTION public.full_disk() CASCADE")


@pytest.mark.parametrize("where", ["upload", "database"])
def test_a_full_disk_leaves_nothing_and_the_same_upload_is_taken_once_there_is_room(
    editor: Steward, small_url: str, where: str
) -> None:
    before = state(small_url)
    upload: dict[str, Any] = {"dataset": "census", "headers": {"Idempotency-Key": "the table"}}
    with room_for(100_000) if where == "upload" else no_room_for_records(small_url):
        told = editor.upload(PADDED, status=507, **upload)
    assert "room" in told["detail"]
    assert state(small_url) == before
    assert editor.upload(PADDED, **upload)["changes"]["changed"] == 2
    after = state(small_url)
    assert editor.upload(PADDED, **upload)["changes"]["changed"] == 2  # told again, not done again
    assert state(small_url) == after
