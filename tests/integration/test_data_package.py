"""A release leaves as a Data Package and comes back identical: results, tiles, receipts, and the package itself."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from app.ingest.fault import ImportRefused
from app.services.import_package import import_package
from tests.api.conftest import JSON, Service
from tests.api.steward import DRAFTS, Steward
from tests.api.test_publications import ended, released
from tests.conftest import WORKER, Server
from tests.integration.small import bring, publish, query, state, writing

# 龙港 was a town of 苍南 in 2010.
CROSSWALK = """from_unit,to_unit,from_date,to_date,share,basis,source
330327,330327,2010-11-01,2020-11-01,0.68,residents of 2010,census-2010-yearbook
330327,330383,2010-11-01,2020-11-01,0.32,residents of 2010,census-2010-yearbook
"""
PACKAGES = "/api/v1/packages"
DEEPER = (12, 14)  # zooms that are drawn when asked, not baked
BAKED = (
    "unit_value", "unit_attributes", "measure_result", "map_feature", "map_zoom", "zone_feature", "label_feature",
    "tile",
)  # fmt: skip


def bring_package(url: str, package: Path) -> None:
    with writing(url) as connection:
        import_package(connection, package, "test", lambda *_: None)


def url_of_package(number: int) -> str:
    return f"/api/v1/releases/{number}/data-package"


def exported(service: Service, path: Path) -> Path:
    """Download the package of the current release."""
    answer = service.get(url_of_package(service.json("/api/v1/releases")["release"]["number"]))
    assert answer.status_code == 200, answer.text
    path.write_bytes(answer.content)
    return path


def handed_in(steward: Steward, package: Path, status: int = 201, **headers: str) -> JSON:
    """Upload a package."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"{PACKAGES}?filename={package.name}"
    return steward.told("POST", url, status, content=package.read_bytes(), headers=named)


def baked(url: str) -> dict[str, tuple[object, ...]]:
    """Return the number of rows of every baked table of the current release, and a hash of them all."""
    counted = sql.SQL(
        "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM polycentre.{} AS t "
        "WHERE t.release = (SELECT number FROM polycentre.current_release)"
    )
    with psycopg.connect(url) as connection:
        return {table: connection.execute(counted.format(sql.Identifier(table))).fetchone() or () for table in BAKED}


@pytest.fixture(scope="module")
def sent(cluster: Server, published_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Yield a service whose current release is the second: the bundled data, corrected."""
    name = f"{published_template}_{WORKER}_sent"
    url = cluster.clone(published_template, name)
    table = "unit,indicator,reference_date,value,status,source,method\n"
    row = '330302,registered_population,2021-12-31,1000001,A,year-end-2021,"=SUM(A1), ""quoted""\nand broken"\n'
    bring(url, "census", "more.csv", table + row, dataset="census-2010-registered")
    bring(url, "crosswalk", "crosswalk.csv", CROSSWALK)
    publish(url)
    with Service(url, archive_dir=tmp_path_factory.mktemp("sent")) as running:
        yield running
    cluster.drop(name)


@pytest.fixture(scope="module")
def package(sent: Service, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(sent, tmp_path_factory.mktemp("package") / "wenzhou.zip")


@pytest.fixture(scope="module")
def received(
    cluster: Server, template_db: str, package: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """Yield a service that was empty, was handed the package over HTTP and has published it."""
    name = f"{template_db}_{WORKER}_received"
    url = cluster.clone(template_db, name)
    with Service(url, archive_dir=tmp_path_factory.mktemp("received")) as running:
        publisher = Steward(running, url, "publish")
        told = handed_in(publisher, package, Idempotency_Key="whole")
        assert told == handed_in(publisher, package, Idempotency_Key="whole")
        assert {item["release"] for item in told["items"]} == {told["draft"]} == {2}
        answer = publisher.ask("POST", f"{DRAFTS}/2/publish", json={"note": "as it came"})
        assert ended(publisher, answer.headers["location"])["state"] == "done"
        released(running, 2)
        yield running
    cluster.drop(name)


def url_of(service: Service) -> str:
    return str(service.app.state.context.settings.database_url)


def test_everything_computed_and_drawn_is_the_same(sent: Service, received: Service) -> None:
    there = baked(url_of(sent))
    assert baked(url_of(received)) == there
    assert all(count for count, _ in there.values())
    assert received.json("/api/v1/releases")["release"]["number"] == 2


def test_tiles_have_the_same_tags(sent: Service, received: Service) -> None:
    places = query(
        url_of(sent),
        "SELECT DISTINCT ON (layer, z) layer, z, x, y FROM polycentre.tile WHERE release = 2 "
        "ORDER BY layer, z, md5(x || ',' || y)",
    )
    deeper = [(layer, z, x << (z - 10), y << (z - 10)) for layer, at, x, y in places if at == 10 for z in DEEPER]
    assert len(places) > 20
    assert deeper
    for layer, z, x, y in [*places, *deeper]:
        tags = {s.get(f"/tiles/2/{layer}/{z}/{x}/{y}.mvt").headers["etag"] for s in (sent, received)}
        assert len(tags) == 1, (layer, z, x, y)


def test_measures_and_receipts_are_told_the_same(sent: Service, received: Service) -> None:
    for plan in sent.json("/api/v1/plans")["items"]:
        url = f"/api/v1/plans/{plan['id']}/measures"
        items = sent.json(url)["items"]
        assert received.json(url)["items"] == items
        receipt = f"{url}/{items[0]['measure']}/receipt?period={items[0]['period']}"
        assert received.json(receipt)["receipt"] == sent.json(receipt)["receipt"]


def test_crosswalks_are_told_the_same(sent: Service, received: Service) -> None:
    url = "/api/v1/crosswalks?unit=330383"
    assert [item["share"] for item in sent.json(url)["items"]] == [0.32]
    assert received.json(url)["items"] == sent.json(url)["items"]


def test_the_package_of_the_copy_is_the_package(package: Path, received: Service, tmp_path: Path) -> None:
    assert exported(received, tmp_path / "again.zip").read_bytes() == package.read_bytes()


def test_a_package_is_a_file_that_is_kept_for_ever(sent: Service, package: Path) -> None:
    url, whole = url_of_package(2), package.read_bytes()
    answer = sent.get(url)
    assert answer.content == whole
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="wenzhou-2.datapackage.zip"'
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["polycentre-release"] == "2"
    tag = answer.headers["etag"]
    assert tag.startswith('"')
    assert sent.get(url, if_none_match=tag).status_code == 304
    part = sent.get(url, range="bytes=10-19", if_range=tag)
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert sent.get(url, range=f"bytes={len(whole)}-").status_code == 416
    head, body = sent.raw(url, "HEAD")
    assert (head.headers["content-length"], body) == (str(len(whole)), b"")
    assert sent.get(url_of_package(9)).status_code == 404
    assert sent.get(f"{url}?x=1").status_code == 400
    assert sent.get("/releases/2/wenzhou.datapackage.zip").status_code == 404


def test_another_release_has_another_package(sent: Service, package: Path) -> None:
    assert sent.get(url_of_package(1)).content != package.read_bytes()


def test_a_package_that_describes_nothing_is_refused(refusing_url: str, small_package: Path, tmp_path: Path) -> None:
    about = json.dumps({"resources": [{"path": "sources.csv"}]})
    path = zipped(small_package, tmp_path / "none.zip", {"datapackage.json": about})
    refuse(refusing_url, path, "describe nothing that is imported here")


def zipped(folder: Path, path: Path, changed: dict[str, str]) -> Path:
    """Zip a folder with some files changed or added."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*.*")):
            name = str(file.relative_to(folder))
            if name not in changed:
                archive.write(file, name)
        for name, content in changed.items():
            archive.writestr(name, content)
    return path


def test_where_there_is_a_release_a_package_becomes_part_of_the_next(
    small_url: str, small_package: Path, tmp_path: Path
) -> None:
    about = json.loads((small_package / "datapackage.json").read_text())
    told = json.dumps(about | {"polycentre": {"release": 7}})
    bring_package(small_url, zipped(small_package, tmp_path / "small.zip", {"datapackage.json": told}))
    assert publish(small_url).release == 2


def test_an_empty_service_keeps_the_number_and_counts_on_from_it(
    database_url: str, small_package: Path, tmp_path: Path
) -> None:
    about = json.loads((small_package / "datapackage.json").read_text())
    told = json.dumps(about | {"polycentre": {"release": 7}})
    bring_package(database_url, zipped(small_package, tmp_path / "small.zip", {"datapackage.json": told}))
    assert publish(database_url).release == 7
    row = "unit,indicator,reference_date,value,source\n330383,households,2020-11-01,9,bureau\n"
    bring(database_url, "census", "more.csv", row, dataset="survey")
    assert publish(database_url).release == 8
    with Service(database_url) as running:
        assert running.get("/api/v1/releases/1/diff").status_code == 404
        assert running.get("/api/v1/units?as_of=6").status_code == 404
        assert running.json("/api/v1/units?as_of=7")["release"]["number"] == 7


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"datapackage.json": '{"resources": [], "polycentre": {"release": 0}}'}, "resources"),
        ({"datapackage.json": "[" * 100_000}, "cannot be read"),
        ({"../out.csv": "x"}, "climbs out of the archive"),
        ({"inner.zip": "x"}, "archive within the archive"),
        ({"units.csv": "unit\n1\n"}, "hash"),
    ],
    ids=str,
)
def test_a_broken_package_is_refused_and_leaves_nothing(
    refusing_url: str, package: Path, tmp_path: Path, names: dict[str, str], words: str
) -> None:
    with zipfile.ZipFile(package) as whole:
        whole.extractall(tmp_path / "whole")
    path = zipped(tmp_path / "whole", tmp_path / "broken.zip", names)
    refuse(refusing_url, path, words)


@pytest.mark.parametrize("number", [0, -1, 2**31, True, "2", None, 1.5])
def test_a_number_that_no_release_has_is_refused(
    refusing_url: str, small_package: Path, tmp_path: Path, number: object
) -> None:
    about = json.loads((small_package / "datapackage.json").read_text())
    told = json.dumps(about | {"polycentre": {"release": number}})
    path = zipped(small_package, tmp_path / "small.zip", {"datapackage.json": told})
    refuse(refusing_url, path, "polycentre.release: is not the number of a release")


def test_what_is_no_package_is_refused(refusing_url: str, package: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(package.read_bytes()[:5000])
    refuse(refusing_url, tmp_path / "cut.zip", "is not a readable zip archive")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("deep/datapackage.json", "{}")
    refuse(refusing_url, tmp_path / "none.zip", "holds no datapackage.json at its top")


def refuse(url: str, package: Path, words: str) -> None:
    before = state(url)
    with pytest.raises(ImportRefused) as refused:
        bring_package(url, package)
    assert words in str(refused.value.faults[0])
    assert state(url) == before
