"""Archives that would leave their folder, grow without bound or hide something: each is refused for what it is."""

import io
from pathlib import Path

import pytest

from app.ingest.fault import ImportRefused
from app.ingest.unpacking import Limits, unpack
from tests.integration.broken.archives import archive, encrypted, in_gbk, link, lying, of_folder
from tests.integration.broken.attempts import refusal, taken
from tests.integration.broken.maps import UNITS, frame, shapefile
from tests.integration.small import outlines, square

TOWN = outlines({"330383": square(120.0)})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive(("../../etc/towns.geojson", TOWN)), "climbs out of the archive"),
        (archive(("..\\..\\towns.geojson", TOWN)), "climbs out of the archive"),
        (archive(("/etc/cron.d/towns.geojson", TOWN)), "has an absolute name"),
        (archive(("C:\\Windows\\towns.geojson", TOWN)), "has an absolute name"),
        (archive(("\\\\host\\share\\towns.geojson", TOWN)), "has an absolute name"),
        (link("towns.geojson", "/etc/passwd"), "is a link"),
        (archive(("con.geojson", TOWN)), "the name of a device"),
        (archive(("LPT1/towns.geojson", TOWN)), "the name of a device"),
        (archive(("tow\x07ns.geojson", TOWN)), "characters that no file name has"),
        (archive(("towns.geojson::$DATA", TOWN)), "characters that no file name has"),
        (archive((f"{'x' * 250}.geojson", TOWN)), "more than 240 bytes"),
        (archive(("inner.zip", archive(("towns.geojson", TOWN)))), "is an archive within the archive"),
        (archive(("towns.geojson", TOWN), ("TOWNS.geojson", TOWN)), "stands in the archive twice"),
        (encrypted("towns.geojson", TOWN), "is encrypted"),
        (archive(*((f"{n}.geojson", b"{}") for n in range(2001))), "holds 2001 files"),
        (archive(("towns.geojson", bytes(60 * 2**20))), "as only a zip bomb does"),
        (lying("towns.geojson", 2**20), "is not a readable zip archive"),
        (archive(("towns.geojson", TOWN))[:-30], "is not a readable zip archive"),
        (archive(("readme.txt", b"hello")), "the archive holds readme.txt, and none of"),
        (archive(("towns.gpkg", TOWN)), "towns.gpkg is not what its name says"),
        (archive(("towns.shp", b"\0\0\x27\x0a" + bytes(96))), "towns.dbf is missing"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "is a RAR archive; hand in a zip"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "is a 7z archive; hand in a zip"),
        (b"\x1f\x8b\x08" + bytes(50), "is a gzip archive; hand in a zip"),
    ],
)
def test_archives_that_are_refused(refusing_url: str, content: bytes, words: str) -> None:
    assert words in refusal(refusing_url, "boundaries", "towns.zip", content)


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "folder"
    with pytest.raises(ImportRefused):
        unpack("a.zip", io.BytesIO(archive(("ok.txt", b"1"), ("../evil.txt", b"2"))), folder)
    assert not list(tmp_path.rglob("*.txt"))


def test_the_limit_counts_what_comes_out(tmp_path: Path) -> None:
    content = archive(("a.bin", bytes(3 * 2**20)), ("b.bin", bytes(3 * 2**20)))
    with pytest.raises(ImportRefused, match="1 fault") as refused:
        unpack("a.zip", io.BytesIO(content), tmp_path, Limits(total_bytes=4 * 2**20))
    assert "unpacks to more than 4 MB" in refused.value.faults[0].reason
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 4 * 2**20


def test_names_in_gbk_that_are_not_flagged(refusing_url: str, tmp_path: Path) -> None:
    shapefile(frame(), tmp_path)
    found = taken(refusing_url, "boundaries", "乡镇.zip", in_gbk(tmp_path / "towns", "乡镇界线/"))
    assert found.units == UNITS


def test_backslashes_of_old_programs_are_folders(refusing_url: str) -> None:
    wide = outlines({"330383": square(120.0, 120.09999)})
    assert taken(refusing_url, "boundaries", "a.zip", archive(("data\\towns.geojson", wide))).units == ["330383"]


def test_what_a_mac_adds_is_left_out(refusing_url: str, tmp_path: Path) -> None:
    shapefile(frame(), tmp_path)
    for path in list((tmp_path / "towns").iterdir()):
        (tmp_path / "__MACOSX").mkdir(exist_ok=True)
        (tmp_path / "__MACOSX" / f"._{path.name}").write_bytes(b"\0\5\x16\7")
    assert taken(refusing_url, "boundaries", "a.zip", of_folder(tmp_path)).units == UNITS
