"""A publication is seen everywhere at once; what an older release said stays as it was, to the byte."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from app.repositories.database import write_engine
from app.services.import_file import import_file
from app.services.publish_release import publish_release
from app.services.steps import silent
from app.services.uploads import Upload

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service

OLD = [
    "/api/v1/units?level=township&parent=330326&period=2020",
    "/api/v1/units/330326101",
    "/api/v1/units/search?q=aojiang",
    "/api/v1/plans/pingyang-population-2035/measures?period=2020",
    "/api/v1/plans/pingyang-population-2035/measures/main-centre-share/receipt?period=2020",
    "/api/v1/observations?unit=330326101&period=2020",
    "/api/v1/classes?period=2020",
    "/api/v1/indicators",
]
AOJIANG = "/api/v1/units?level=township&parent=330326101&period=2020&indicator=resident_population"
SHARE = "/api/v1/measures?plan=pingyang-population-2035&measure=main-centre-share&period=2020"
TOWNS = "/api/v1/units?level=township&parent=330326&period=2020&indicator=resident_population"


def _correction(service: Service) -> Upload:
    """Move 33 persons from an estimated town of the county to 鳌江, so that the county still adds up."""
    counts = {item["code"]: item["values"]["resident_population"] for item in service.json(TOWNS)["items"]}
    donor = next(code for code, count in counts.items() if count["status"] == "E")
    table = (
        "unit,indicator,reference_date,value,status,half_width,source,method\n"
        "330326101,resident_population,2020-11-01,233333,A,0,plan-pingyang-population-2035,\n"
        f"{donor},resident_population,2020-11-01,{counts[donor]['value'] - 33},E,,census-2020-bulletin,rest\n"
    )
    return Upload("census", "correction.csv", table.encode(), {"dataset": "census-2020-bulletin"})


def _import(url: str, upload: Upload, *, publish: bool) -> None:
    """Import a table and perhaps publish it, as the command line does: two transactions."""
    engine = write_engine(url)
    with engine.begin() as connection:
        import_file(connection, upload, "a test")
    if publish:
        with engine.begin() as connection:
            publish_release(connection, "a corrected count", silent)
    engine.dispose()


@pytest.fixture
def services(make_service: MakeService, published_url: str) -> tuple[Service, Service]:
    return make_service(published_url), make_service(published_url)


def _value(service: Service) -> tuple[int, int]:
    document = service.json(AOJIANG)
    return document["release"]["number"], document["items"][0]["values"]["resident_population"]["value"]


def test_a_publication_reaches_every_instance(services: tuple[Service, Service], published_url: str) -> None:
    with_as_of = {url: f"{url}{'&' if '?' in url else '?'}as_of=1" for url in OLD}
    before = {url: services[0].get(numbered).content for url, numbered in with_as_of.items()}
    tags = {url: services[0].get(url).headers["etag"] for url in OLD}
    assert [_value(service) for service in services] == [(1, 233_300)] * 2

    _import(published_url, _correction(services[0]), publish=True)

    deadline = time.monotonic() + 30  # far more than the second it takes; a slow machine must not fail this
    while [_value(service) for service in services] != [(2, 233_333)] * 2:
        assert time.monotonic() < deadline, [_value(service) for service in services]
        time.sleep(0.05)
    (item,) = services[1].json(SHARE)["items"]
    assert item["value"] == (157_800 + 233_333) / 863_166
    for service in services:
        for url, numbered in with_as_of.items():
            assert service.get(numbered).content == before[url], url
            changed = service.get(url, if_none_match=tags[url])
            assert changed.status_code == 200, url
            assert changed.headers["polycentre-release"] == "2"
    assert [r["number"] for r in services[0].json("/api/v1/releases")["items"]] == [2, 1]
    assert [r["number"] for r in services[0].json("/api/v1/releases?as_of=1")["items"]] == [1]
    assert services[0].get("/api/v1/units?as_of=2").headers["cache-control"].endswith("immutable")
    assert services[0].get("/api/v1/units?as_of=3").status_code == 404


def test_a_draft_is_not_seen(services: tuple[Service, Service], published_url: str) -> None:
    _import(published_url, _correction(services[0]), publish=False)
    assert [_value(service) for service in services] == [(1, 233_300)] * 2
    assert services[0].get("/api/v1/units?as_of=2").status_code == 404
