"""Former vintages in checks, migrations and data packages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command

from app.migrate import alembic_config, upgrade
from app.repositories.map_vintages import map_days
from app.services.bake_draft import ChecksFailed
from app.services.check_draft import check_draft
from app.services.import_package import import_package
from tests.api.conftest import Service
from tests.conftest import WORKER, Server
from tests.integration.small import bring, current, outlines, publish, query, square, writing
from tests.integration.test_data_package import baked
from tests.integration.two_vintages import FORMER, NOW, THEN, vintages_template, vintages_url

__all__ = ["vintages_template", "vintages_url"]

DRAWN = {"precision_class": "official", "source": "bureau", "accept_shift": "yes"}


@pytest.fixture
def own_url(cluster: Server, vintages_template: str) -> Iterator[str]:
    name = f"{vintages_template}_{WORKER}_own"
    yield cluster.clone(vintages_template, name)
    cluster.drop(name)


def days(url: str, release: int) -> list[str]:
    with writing(url) as connection:
        return [day.isoformat() for day in map_days(connection, release)]


def test_a_vintage_that_outlines_few_leaves_is_no_map_of_its_time(own_url: str) -> None:
    assert days(own_url, 1) == [NOW, THEN]
    bring(own_url, "boundaries", "2005.geojson", outlines({"330326104": square(120.1)}), vintage="2005-01-01", **DRAWN)
    assert days(own_url, 2) == [NOW, THEN]


def test_an_overlap_in_a_former_vintage_is_found_and_named(own_url: str) -> None:
    wider = FORMER | {"330326102": square(120.2, 120.33)}
    bring(own_url, "boundaries", "2010.geojson", outlines(wider), vintage=THEN, **DRAWN)
    with writing(own_url) as connection:
        found = [f for f in check_draft(connection, 2) if f.severity == "error"]
    assert found
    assert all(f.explanation.startswith(f"On the vintage {THEN}: ") for f in found)
    assert {re.sub(r"\D", "", code) for f in found for code in re.findall(r"330326\d{3}", f.place + f.explanation)} >= {
        "330326101", "330326102",
    }  # fmt: skip
    with pytest.raises(ChecksFailed):
        publish(own_url)
    assert current(own_url) == 1


def test_releases_of_before_keep_the_map_of_their_newest_vintage(own_url: str) -> None:
    told = "SELECT vintages_back, day::text FROM polycentre.map_vintage ORDER BY 1"
    drawn = "SELECT md5(string_agg(t::text, '|' ORDER BY layer, z, x, y)) FROM polycentre.tile AS t"
    before = query(own_url, drawn)
    with writing(own_url) as connection:
        command.downgrade(alembic_config(connection), "0006")
    upgrade(own_url)
    assert query(own_url, told) == [(0, NOW)]
    assert query(own_url, drawn) == before
    with Service(own_url) as service:
        tile = service.get("/tiles/township/8/213/107.mvt?period=2010")
        assert tile.headers["polycentre-vintage"] == NOW
        assert tile.content == service.get("/tiles/township/8/213/107.mvt").content


def test_a_data_package_keeps_both_vintages(
    cluster: Server, template_db: str, vintages_url: str, tmp_path: Path
) -> None:
    with Service(vintages_url, archive_dir=tmp_path) as service:
        answer = service.get("/releases/1/some-city.datapackage.zip")
        assert answer.status_code == 200, answer.text
    package = tmp_path / "sent.zip"
    package.write_bytes(answer.content)
    name = f"{template_db}_{WORKER}_vintages_received"
    url = cluster.clone(template_db, name)
    try:
        with writing(url) as connection:
            import_package(connection, package, "test", lambda *_: None)
        publish(url)
        assert baked(url) == baked(vintages_url)
        assert query(url, "SELECT count(*) FROM polycentre.map_vintage") == [(2,)]
    finally:
        cluster.drop(name)
