"""Outlines of several vintages side by side: each period is answered with those that held then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from shapely.geometry import shape

from tests.api.conftest import Service
from tests.conftest import WORKER, Server
from tests.integration.small import TOWNS, bring, outlines, publish, square
from tests.integration.test_draft import HEADER

# In 2010 the border of the two eastern towns lay further west; the western one was not surveyed.
FORMER = {TOWNS[0]: square(120.25, 120.4), TOWNS[1]: square(120.2, 120.25)}
COUNTS = HEADER + "".join(f"{town},resident_population,2010-11-01,10,A,0,bureau,\n" for town in TOWNS)


@pytest.fixture(scope="module")
def both(cluster: Server, small_template: str) -> Iterator[Service]:
    name = f"{small_template}_{WORKER}_vintages"
    url = cluster.clone(small_template, name)
    bring(url, "census", "2010.csv", COUNTS, dataset="survey")
    surveyed = {"vintage": "2010-11-01", "precision_class": "official", "source": "bureau"}
    bring(url, "boundaries", "2010.geojson", outlines(FORMER), accept_shift="yes", **surveyed)
    publish(url)
    with Service(url) as running:
        yield running
    cluster.drop(name)


def towns(service: Service, kind: str, period: str) -> dict[str, Any]:
    url = f"/api/v1/units?level=township&period={period}&geometry={kind}&parent=330326"
    return {item["code"]: item for item in service.json(url)["items"]}


def place(item: dict[str, Any]) -> Any:
    return shape(item["geometry"])


@pytest.mark.parametrize("kind", ["full", "simple"])
def test_each_period_has_the_outlines_of_its_time(both: Service, kind: str) -> None:
    then, now = towns(both, kind, "2010"), towns(both, kind, "2020")
    for code, former in FORMER.items():
        assert place(then[code]).symmetric_difference(shape(former)).area < 1e-5
        assert (then[code]["boundary_vintage"], then[code]["precision_class"]) == ("2010-11-01", "official")
    assert place(then[TOWNS[0]]).area == pytest.approx(1.5 * place(now[TOWNS[0]]).area, rel=1e-2)
    assert {(item["boundary_vintage"], item["precision_class"]) for item in now.values()} == {
        ("2020-11-01", "schematic")
    }


@pytest.mark.parametrize("kind", ["full", "simple", "point"])
def test_where_no_outline_is_that_old_the_oldest_answers_and_says_so(both: Service, kind: str) -> None:
    then, now = towns(both, kind, "2010")[TOWNS[2]], towns(both, kind, "2020")[TOWNS[2]]
    assert then["geometry"] == now["geometry"]
    assert (then["boundary_vintage"], then["precision_class"]) == ("2020-11-01", "schematic")


def test_points_lie_in_the_outlines_of_their_time(both: Service) -> None:
    then = towns(both, "point", "2010")
    for code, former in FORMER.items():
        assert shape(former).contains(place(then[code]))
        assert then[code]["boundary_vintage"] == "2010-11-01"
    assert shape(square(120.3)).contains(place(towns(both, "point", "2020")[TOWNS[0]]))


def test_geojson_says_the_same(both: Service) -> None:
    url = "/api/v1/units?level=township&period=2010&geometry=full&parent=330326&format=geojson"
    found = {feature["properties"]["code"]: feature["properties"] for feature in both.json(url)["features"]}
    assert {code: row["boundary_vintage"] for code, row in found.items()} == {
        TOWNS[0]: "2010-11-01", TOWNS[1]: "2010-11-01", TOWNS[2]: "2020-11-01",
    }  # fmt: skip
