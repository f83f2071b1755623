"""Tiles, their TileJSON and styles at each period: the outlines of the vintage that held then."""

import json
import re
from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tests.api.conftest import Service
from tests.integration.small import TABLES, bring, outlines, publish, query, square
from tests.integration.two_vintages import COUNTS, FORMER, NEWEST, NOW, THEN, vintages_template, vintages_url

__all__ = ["vintages_template", "vintages_url"]

Z, X, Y = 8, 213, 107
EXTENT = 4096
LAYERS = ("county", "township", "zone", "label", "township_measures", "county_measures")


@pytest.fixture(scope="module")
def county(vintages_url: str) -> Iterator[Service]:
    with Service(vintages_url) as running:
        yield running


def features(service: Service, layer: str, query: str = "") -> dict[Any, tuple[dict[str, Any], BaseGeometry]]:
    """Return properties and outline in degrees of each feature, as a client decodes them, by id."""
    answer = service.get(f"/tiles/{layer}/{Z}/{X}/{Y}.mvt{query}")
    assert answer.status_code == 200, answer.text
    found = mapbox_vector_tile.decode(answer.content, default_options={"y_coord_down": True})[layer]["features"]
    return {f["id"]: (f["properties"], _degrees(shapely.from_geojson(json.dumps(f["geometry"])))) for f in found}


def _degrees(placed: BaseGeometry) -> BaseGeometry:
    side = 360 / 2**Z

    def move(xy: Any) -> Any:
        lng = (X + xy[:, 0] / EXTENT) * side - 180
        n = np.pi * (1 - 2 * (Y + xy[:, 1] / EXTENT) / 2**Z)
        return np.column_stack([lng, np.degrees(np.arctan(np.sinh(n)))])

    moved: BaseGeometry = shapely.transform(placed, move)
    return moved


def tag(service: Service, layer: str, query: str = "") -> str:
    return str(service.get(f"/tiles/{layer}/{Z}/{X}/{Y}.mvt{query}").headers["etag"])


@pytest.mark.parametrize("layer", ["township", "township_measures"])
@pytest.mark.parametrize(
    ("query", "drawn"),
    [
        ("?period=2010", FORMER | {"330383": NEWEST["330383"]}),
        (f"?period={THEN}", FORMER | {"330383": NEWEST["330383"]}),
        ("?period=2020", NEWEST),
        ("?period=latest", NEWEST),
        ("", NEWEST),
    ],
)
def test_each_period_shows_the_outlines_of_its_vintage(
    county: Service, layer: str, query: str, drawn: dict[str, Any]
) -> None:
    found = features(county, layer, query)
    assert set(found) == {int(code) for code in drawn}
    for code, outline in drawn.items():
        assert found[int(code)][1].symmetric_difference(shape(outline)).area < 2e-4, code
        assert found[int(code)][0]["code"] == code


@pytest.mark.parametrize("query", ["?period=2010", "?period=2020"])
def test_a_vintage_has_neither_gap_nor_overlap(county: Service, query: str) -> None:
    shapes = [outline for _, outline in features(county, "township", query).values()]
    whole: Any = shapely.union_all(shapes)
    assert len(shapely.get_parts(whole)) == 1
    assert not list(whole.interiors)
    assert sum(one.area for one in shapes) == pytest.approx(whole.area, rel=1e-9)
    counties = shapely.union_all([outline for _, outline in features(county, "county", query).values()])
    assert counties.symmetric_difference(whole).area < 1e-9


@pytest.mark.parametrize(("period", "codes"), [(THEN, {"330326102": 100, "330326104": 50}), (NOW, {"330326103": 160})])
def test_values_of_a_date_stand_on_the_units_of_that_date(county: Service, period: str, codes: dict[str, int]) -> None:
    found = features(county, "township_measures", f"?period={period}")
    assert {row["reference_date"] for row, _ in found.values()} == {period}
    for code, value in codes.items():
        assert found[int(code)][0]["resident_population"] == value
    counted = {row["resident_population"] for row, _ in found.values()}
    assert counted == {value for unit, value in COUNTS[period].items() if unit != "330326"}


def test_names_stand_where_the_units_of_the_vintage_are(county: Service) -> None:
    then, now = (features(county, "label", f"?period={year}") for year in (2010, 2020))
    assert {row["name"] for row, _ in then.values()} - {row["name"] for row, _ in now.values()} == {"西乡", "北镇"}
    assert {row["name"] for row, _ in now.values()} - {row["name"] for row, _ in then.values()} == {"海镇", "新镇"}
    for number, (row, point) in then.items():
        if row["level"] == "township":
            assert shape(FORMER[str(number)]).contains(point)


def test_zones_are_made_of_the_members_of_then_or_left_out_and_named(county: Service) -> None:
    then, now = (
        {row["plan"]: outline for row, outline in features(county, "zone", q).values()} for q in ("?period=2010", "")
    )
    assert set(now) == {"small", "sea"}
    assert set(then) == {"small"}
    members = shapely.union_all([shape(FORMER[code]) for code in ("330326100", "330326101")])
    assert then["small"].symmetric_difference(members).area < 2e-4
    assert county.json("/tiles/zone.json?period=2010")["zones_left_out"] == ["sea/main-centre"]
    assert "zones_left_out" not in county.json("/tiles/zone.json")


def test_zones_of_units_are_those_of_the_vintage(county: Service) -> None:
    then = features(county, "township_measures", "?period=2010&plan=small")
    assert {number for number, (row, _) in then.items() if row.get("zones")} == {330326100, 330326101}
    assert not any(
        row.get("zones") for row, _ in features(county, "township_measures", "?period=2010&plan=sea").values()
    )


def test_sheets_draw_the_units_of_the_vintage(county: Service) -> None:
    sheet = "/api/v1/sheet?format=svg&indicator=resident_population&level=township&plan=small&period="
    then, now = (set(re.findall(r'id="unit-(\d+)"', county.get(sheet + year).text)) for year in ("2010", "2020"))
    assert then == {*FORMER, "330383"}
    assert now == set(NEWEST)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_answer_tells_its_vintage(county: Service, layer: str) -> None:
    for asked, vintage in (("", NOW), ("?period=2020", NOW), ("?period=2010", THEN)):
        document = county.json(f"/tiles/{layer}.json{asked}")
        assert (document["vintage"], document["vintages"]) == (vintage, [THEN, NOW])
        (template,) = document["tiles"]
        assert template.endswith(f".mvt?period={THEN}" if vintage == THEN else ".mvt")
        tile = county.get(f"/tiles/{layer}/{Z}/{X}/{Y}.mvt{asked}")
        assert tile.headers.get("polycentre-vintage") == (vintage if asked else None)
        numbered = county.get(template.format(z=Z, x=X, y=Y))
        assert (numbered.content, numbered.headers["etag"]) == (tile.content, tile.headers["etag"])
        assert numbered.headers["cache-control"].endswith("immutable")
    assert "archive" in county.json(f"/tiles/{layer}.json")
    assert "archive" not in county.json(f"/tiles/{layer}.json?period=2010")


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("period", ["1066", "nonsense", "2010..2020", "2020-02-30"])
def test_a_period_that_is_not_known_is_refused_and_named(county: Service, layer: str, period: str) -> None:
    for url in (f"/tiles/{layer}/{Z}/{X}/{Y}.mvt", f"/tiles/{layer}.json"):
        answer = county.get(f"{url}?period={period}")
        assert (answer.status_code, answer.json()["parameter"]) == (422, "period")


@pytest.mark.parametrize("layer", LAYERS)
def test_tags_differ_between_vintages_and_stay(county: Service, vintages_url: str, layer: str) -> None:
    assert tag(county, layer, "?period=2010") != tag(county, layer)
    with Service(vintages_url) as again:
        for query in ("", "?period=2010"):
            assert tag(again, layer, query) == tag(county, layer, query)


@pytest.mark.parametrize("style", ["share", "zones", "labels"])
def test_styles_ask_for_the_tiles_of_the_period(county: Service, style: str) -> None:
    plain, then = county.json(f"/styles/{style}.json"), county.json(f"/styles/{style}.json?period=2010")
    for document, vintage in ((plain, NOW), (then, THEN)):
        told = document["metadata"]["polycentre"]
        assert (told["vintage"], told["vintages"]) == (vintage, [THEN, NOW])
        tiles = [url for source in document["sources"].values() for url in source.get("tiles", ())]
        assert tiles
        assert all(url.endswith(f"?period={THEN}") == (vintage == THEN) for url in tiles)
    assert county.get(f"/styles/{style}.json?period=1066").json()["parameter"] == "period"


def test_tiles_in_other_coordinates_are_of_the_vintage(vintages_url: str) -> None:
    with Service(vintages_url, gcj02=True) as shifting:
        assert set(features(shifting, "township", "?period=2010&crs=GCJ02")) == {
            330326100, 330326101, 330326102, 330326104, 330383,
        }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/ogc/tiles/WebMercatorQuad", "/ogc/collections/townships/tiles/WebMercatorQuad/8/107/213"]
)
@pytest.mark.parametrize("name", ["datetime", "period"])
def test_tilesets_show_the_newest_vintage_alone(county: Service, path: str, name: str) -> None:
    answer = county.get(f"{path}?{name}={THEN}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, name)


def test_former_units_have_a_point_too(county: Service) -> None:
    columns = county.json("/api/v1/gazetteer?level=township")["units"]
    places = {
        unit: shapely.Point(*at) for unit, *at in zip(columns["unit"], columns["lng"], columns["lat"], strict=True)
    }
    assert shape(FORMER["330326102"]).contains(places["330326102"])
    assert shape(NEWEST["330326101"]).contains(places["330326101"])


def test_only_the_newest_vintage_is_baked(vintages_url: str) -> None:
    zooms = query(
        vintages_url, "SELECT vintages_back, bool_or(baked), sum(tiles) > 0 FROM polycentre.map_zoom GROUP BY 1"
    )
    assert sorted(zooms) == [(0, True, True), (1, False, False)]
    assert "map_vintage" in TABLES


def test_a_third_vintage_changes_none_of_the_published_ones(county: Service, vintages_url: str) -> None:
    urls = [f"/tiles/1/{layer}/{Z}/{X}/{Y}.mvt{query}" for layer in LAYERS for query in ("", "?period=2010")]
    before = {url: county.get(url).headers["etag"] for url in urls}
    surveyed = {"vintage": "2025-01-01", "precision_class": "official", "source": "bureau", "accept_shift": "yes"}
    third = NEWEST | {"330326100": square(120.4, 120.48), "330326103": square(120.48, 120.6)}
    bring(vintages_url, "boundaries", "2025.geojson", outlines(third), **surveyed)
    with Service(vintages_url) as again:
        assert {url: again.get(url).headers["etag"] for url in urls} == before
        publish(vintages_url)
    with Service(vintages_url) as later:
        assert {url: later.get(url).headers["etag"] for url in urls} == before
        assert later.json("/tiles/township.json")["vintages"] == [THEN, NOW, "2025-01-01"]
        for layer in ("county", "township"):
            for period in ("2010", "2020"):
                former = "" if period == "2020" else "?period=2010"
                new = later.get(f"/tiles/2/{layer}/{Z}/{X}/{Y}.mvt?period={period}")
                assert new.content == later.get(f"/tiles/1/{layer}/{Z}/{X}/{Y}.mvt{former}").content
        assert features(later, "township")[330326100][1].bounds[2] == pytest.approx(120.48, abs=1e-3)
