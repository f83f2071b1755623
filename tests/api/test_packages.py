"""Data packages over HTTP: in whole or not at all, once, and written some rows at a time."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.repositories.database import Reader, Statement
from tests.api.conftest import MakeService, Service
from tests.api.steward import DRAFTS, Steward
from tests.integration.small import publish, query, state
from tests.integration.test_data_package import PACKAGES, exported, handed_in, url_of_package, zipped
from tests.unit.http.test_uploads import room_for

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from psycopg.rows import DictRow


@pytest.mark.parametrize("size", [1, 7])
def test_rows_come_in_batches_without_a_difference(
    small_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    with Service(small_url, archive_dir=tmp_path / "whole") as service:
        whole = exported(service, tmp_path / "whole.zip")
    batches = Reader.batches
    sizes: list[int] = []

    async def few(reader: Reader, statement: Statement) -> AsyncGenerator[list[DictRow], None]:
        async for rows in batches(reader, statement, size):
            sizes.append(len(rows))
            yield rows

    monkeypatch.setattr(Reader, "batches", few)
    with Service(small_url, archive_dir=tmp_path / "parts") as service:
        parts = exported(service, tmp_path / "parts.zip")
    assert max(sizes) <= size
    with zipfile.ZipFile(whole) as one, zipfile.ZipFile(parts) as other:
        assert one.namelist() == other.namelist()
        for name in one.namelist():
            if name.endswith((".csv", ".toml")):
                assert one.read(name) == other.read(name)


def test_a_package_becomes_part_of_the_draft_that_is_open(small_url: str, small_package: Path, tmp_path: Path) -> None:
    path = zipped(small_package, tmp_path / "small.zip", {})
    with Service(small_url) as service:
        editor = Steward(service, small_url)
        editor.ask("POST", DRAFTS)
        answer = editor.ask("POST", PACKAGES, content=path.read_bytes())
        assert (answer.status_code, answer.headers["location"]) == (201, f"{DRAFTS}/2")
        names = [item["filename"] for item in answer.json()["items"]]
        assert names == [item["filename"] for item in editor.told("GET", f"{DRAFTS}/2")["draft"]["imports"]]
        assert all(not item["changes"]["added"] for item in answer.json()["items"])


def test_a_package_is_taken_whole_or_not_at_all(small_url: str, small_package: Path, tmp_path: Path) -> None:
    before = state(small_url)
    path = zipped(small_package, tmp_path / "small.zip", {"census.csv": "unit\n1\n"})
    with Service(small_url) as service:
        editor = Steward(service, small_url)
        told = handed_in(editor, path, 422)
        assert {fault["file"] for fault in told["errors"]} == {"census.csv"}
        told = handed_in(editor, Path(__file__), 422)
        assert "is not a readable zip archive" in told["errors"][0]["reason"]
        assert told["errors"][0]["file"] == Path(__file__).name
        handed_in(Steward(service, small_url, "read"), path, 403)
        assert service.request("POST", PACKAGES, content=b"x").status_code == 401
        whole = zipped(small_package, tmp_path / "whole.zip", {})
        assert handed_in(editor, whole, 400, Content_Digest="sha-256=:AAAA:")["status"] == 400
        assert editor.told("POST", f"{PACKAGES}?filename=a%0Ab", 422)["parameter"] == "filename"
    assert state(small_url) == before
    with Service(small_url, upload_bytes=1024) as service:
        handed_in(Steward(service, small_url), whole, 413)
    assert state(small_url) == before


def test_another_package_under_the_same_key_is_refused(small_url: str, small_package: Path, tmp_path: Path) -> None:
    first = zipped(small_package, tmp_path / "first.zip", {})
    sources = (small_package / "sources.csv").read_text("utf-8")
    other = zipped(small_package, tmp_path / "other.zip", {"sources.csv": f"{sources}new,New\n"})
    with Service(small_url) as service:
        editor = Steward(service, small_url)
        handed_in(editor, first, Idempotency_Key="april")
        assert handed_in(editor, other, 422, Idempotency_Key="april")["parameter"] == "Idempotency-Key"
    records = "SELECT count(*), count(DISTINCT idempotency_key) FROM polycentre.import_record WHERE release = 2"
    assert query(small_url, records) == [(6, 6)]


def test_one_file_that_stands_in_it_twice_is_told_apart_under_a_key(
    make_service: MakeService, small_url: str, small_package: Path, tmp_path: Path
) -> None:
    about = json.loads((small_package / "datapackage.json").read_text("utf-8"))
    (sources,) = [each for each in about["resources"] if each["path"] == "sources.csv"]
    told = json.dumps({"resources": [sources, sources]})
    path = zipped(small_package, tmp_path / "twice.zip", {"datapackage.json": told})
    editor = Steward(make_service(small_url), small_url)
    first = handed_in(editor, path, Idempotency_Key="april")
    assert len(first["items"]) == 2
    assert handed_in(editor, path, Idempotency_Key="april") == first
    publish(small_url)
    assert handed_in(editor, path, Idempotency_Key="april") == first
    assert editor.told("GET", DRAFTS)["items"] == []


def test_no_room_to_unpack_is_told_as_such(
    make_service: MakeService, small_url: str, small_package: Path, tmp_path: Path
) -> None:
    path = zipped(small_package, tmp_path / "large.zip", {"large.csv": "x" * 500_000})
    before, editor = state(small_url), Steward(make_service(small_url), small_url)
    with room_for(100_000):
        assert "room" in handed_in(editor, path, 507)["detail"]
    assert state(small_url) == before
    handed_in(editor, path)


def test_a_program_that_writes_otherwise_makes_its_own(
    make_service: MakeService, small_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make_service(small_url, archive_dir=tmp_path)
    (place,) = {Path(service.json("/tiles/county.json")["archive"]).name}
    for number in (1, 2):
        monkeypatch.setattr("app.services.export.release_archive.PACKAGE_FORMAT", number)
        for url in (url_of_package(1), f"/releases/1/{place}"):
            assert service.get(url).status_code == 200
    assert len(list(tmp_path.glob("*.datapackage.zip"))) == 2
    assert len(list(tmp_path.glob("*.pmtiles"))) == 1
