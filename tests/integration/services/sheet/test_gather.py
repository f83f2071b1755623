"""What a sheet gathers is what the services answer: values, statuses, zones, measures, sources, within the frame."""

from typing import Any

import pytest
import shapely

from app.domain.sheet.paper import Frame
from app.errors import NotFound, Unprocessable
from app.services.classify import classify
from app.services.list_units import UnitQuery, list_units
from app.services.sheet.content import Content
from app.services.sheet.gather import gather
from app.services.sheet.query import SheetQuery
from tests.integration.services.reading import RELEASE, asked, class_query

FRAME = Frame(10, 25, 193, 148)
NEAT = shapely.box(FRAME.x, FRAME.y, FRAME.right, FRAME.bottom)
PINGYANG = "pingyang-population-2035"
LINK = "https://map.example/"


def _query(indicator: str, level: str, **changes: Any) -> SheetQuery:
    given: dict[str, Any] = {"plan": None, "zone": None, "bbox": None, "lang": "zh"} | changes
    classes = class_query(indicator, level, given.pop("period", "2020"))
    return SheetQuery(classes, "a4", "landscape", title=None, approval=None, link=LINK, **given)


@pytest.fixture
def gathered(published_readonly_url: str) -> Any:
    def ask(indicator: str, level: str, factor: float = 1.0, **changes: Any) -> Content:
        query = _query(indicator, level, **changes)
        return asked(published_readonly_url, lambda reader: gather(reader, RELEASE, query, FRAME, factor))

    return ask


@pytest.mark.parametrize("indicator", ["density_per_km2", "resident_population"])
def test_values_and_statuses_are_those_of_units(gathered: Any, published_readonly_url: str, indicator: str) -> None:
    made = gathered(indicator, "township")
    of = UnitQuery(1, "township", None, "2020", indicator, "none", 1000, 0)
    items = asked(published_readonly_url, lambda reader: list_units(reader, of)).items
    told = {item["code"]: item["values"][indicator] for item in items}
    assert len(made.units) == len(told) == 185
    assert {u.code: u.value for u in made.units} == {code: value["value"] for code, value in told.items()}
    assert {u.code: u.status for u in made.units} == {code: value["status"] for code, value in told.items()}
    assert sum(u.estimated for u in made.units) == 174
    assert made.schematic


def test_classes_are_those_of_the_authority(gathered: Any, published_readonly_url: str) -> None:
    query = class_query("density_per_km2", "county", "2020")
    _, classes = asked(published_readonly_url, lambda reader: classify(reader, query))
    assert gathered("density_per_km2", "county").classes == classes


@pytest.mark.parametrize("bbox", [None, "120.5,27.9,120.8,28.1"])
def test_outlines_lie_in_the_frame_and_middles_in_their_units(gathered: Any, bbox: str | None) -> None:
    made = gathered("density_per_km2", "township", bbox=bbox)
    for entry in (*made.units, *made.counties):
        assert shapely.covers(shapely.buffer(NEAT, 1e-6), entry.outline)
        assert shapely.area(entry.outline) > 0
    if bbox is None:
        assert all(shapely.covers(shapely.buffer(u.outline, 1e-6), shapely.Point(u.middle)) for u in made.units)
        total = sum(shapely.area(u.outline) for u in made.units)
        assert shapely.area(shapely.union_all([u.outline for u in made.units])) == pytest.approx(total, rel=1e-6)
    else:
        assert 0 < len(made.units) < 185


def test_a_plan_brings_its_territory_zones_and_measures(gathered: Any) -> None:
    made = gathered("density_per_km2", "township", plan=PINGYANG, zone="main-centre")
    assert made.place == "平阳县"
    assert {zone.zone for zone in made.zone_outlines} <= {zone["id"] for zone in made.plan["zones"]}
    (share,) = [item for item in made.measures["main-centre"] if item["measure"] == "main-centre-share"]
    assert share["display"] == {"value": "45.31", "unit": "%"}
    assert share["published"]["verdict"] == "reproduced"
    pingyang = shapely.union_all([u.outline for u in made.units if u.code.startswith("330326")])
    centre = next(zone.outline for zone in made.zone_outlines if zone.zone == "main-centre")
    assert shapely.area(shapely.difference(centre, shapely.buffer(pingyang, 0.05))) < 0.01
    bounds = shapely.bounds(pingyang)
    assert max((bounds[2] - bounds[0]) / FRAME.width, (bounds[3] - bounds[1]) / FRAME.height) > 0.8


def test_a_date_that_the_plan_does_not_know_gets_its_latest_measures(gathered: Any) -> None:
    made = gathered("resident_population", "county", plan=PINGYANG, period="2010")
    periods = {item["period"] for items in made.measures.values() for item in items}
    assert made.period == "2010-11-01"
    assert periods
    assert len(periods) == 1


def test_a_unit_that_the_date_does_not_know_cannot_have_a_value(gathered: Any) -> None:
    made = gathered("resident_population", "county", period="2010")
    (longgang,) = [u for u in made.units if u.code == "330383"]
    assert (longgang.value, longgang.status, longgang.estimated) == (None, "M", False)


def test_sources_are_those_of_what_is_shown(gathered: Any) -> None:
    whole = gathered("resident_population", "township")
    part = gathered("resident_population", "township", bbox="120.50,27.60,120.56,27.66")
    assert len(set(whole.sources)) == len(whole.sources)
    assert set(part.sources) <= set(whole.sources)
    assert len(part.sources) < len(whole.sources)
    assert all(whole.outline_sources)


def test_finer_paper_shows_no_coarser_lines(gathered: Any) -> None:
    coarse, fine = (gathered("density_per_km2", "county", factor=factor) for factor in (1.0, 4.0))
    vertices = [sum(shapely.get_num_coordinates(u.outline) for u in made.units) for made in (coarse, fine)]
    assert vertices[1] >= vertices[0]


def test_names_are_those_of_the_language(gathered: Any) -> None:
    made = gathered("density_per_km2", "county", lang="en")
    assert made.place == "Wenzhou"
    assert "Pingyang" in {u.name for u in made.units}


@pytest.mark.parametrize(
    ("changes", "kind", "parameter"),
    [
        ({"zone": "main-centre"}, Unprocessable, "zone"),
        ({"plan": "none"}, NotFound, "plan"),
        ({"plan": PINGYANG, "zone": "none"}, NotFound, "zone"),
        ({"bbox": "0,0,1,1"}, Unprocessable, "bbox"),
        ({"period": "1900"}, Unprocessable, "period"),
    ],
)
def test_what_is_not_there_is_named(gathered: Any, changes: dict[str, Any], kind: Any, parameter: str) -> None:
    with pytest.raises(kind) as refused:
        gathered("density_per_km2", "county", **changes)
    assert refused.value.parameter == parameter


def test_another_city_is_gathered_alike(small_url: str) -> None:
    query = _query("resident_population", "township", plan="small", zone="main-centre")
    made = asked(small_url, lambda reader: gather(reader, RELEASE, query, FRAME, 1.0))
    assert made.place == "某市"
    assert {u.code: (u.value, u.estimated) for u in made.units} == {
        "330326100": (300, False), "330326101": (200, True), "330326102": (100, True), "330383": (400, False),
    }  # fmt: skip
    assert {u.code for u in made.counties} == {"330326", "330383"}
    (centre,) = made.zone_outlines
    east = shapely.union_all([u.outline for u in made.units if u.code in {"330326100", "330326101"}])
    assert shapely.area(shapely.symmetric_difference(centre.outline, east)) < 0.01
