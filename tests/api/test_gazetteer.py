"""The gazetteer: every unit of a level under every name it had."""

import pytest

from tests.api.conftest import Service


def test_every_unit_of_every_date_has_its_name_and_place(service: Service) -> None:
    for level in ("township", "county"):
        columns = service.json(f"/api/v1/gazetteer?level={level}")["units"]
        names = dict(zip(zip(columns["unit"], columns["code"], strict=True), columns["name_zh"], strict=True))
        points = dict(zip(columns["unit"], zip(columns["lng"], columns["lat"], strict=True), strict=True))
        for period in ("2010", "2020"):
            listed = service.json(f"/api/v1/units?level={level}&period={period}&geometry=point")["items"]
            for unit in listed:
                assert names[unit["unit"], unit["code"]] == unit["name"]["zh"]
                if unit.get("geometry"):
                    lng, lat = unit["geometry"]["coordinates"]
                    here = points[unit["unit"]]
                    assert here == pytest.approx((lng, lat), abs=1e-5)


def test_a_renamed_unit_has_both_versions(service: Service) -> None:
    columns = service.json("/api/v1/gazetteer?level=county")["units"]
    dongtou = [i for i, unit in enumerate(columns["unit"]) if unit == "330305" or columns["code"][i] == "330322"]
    assert [columns["name_zh"][i] for i in dongtou] == ["洞头区", "洞头县"]
    assert columns["valid_to"][dongtou[0]] is None


def test_parents_and_precision_are_told(service: Service) -> None:
    answer = service.json("/api/v1/gazetteer?level=township")
    columns = answer["units"]
    aojiang = columns["code"].index("330326101")
    assert answer["parents"][columns["parent"][aojiang]]["zh"] == "平阳县"
    assert answer["precision_classes"][columns["precision_class"][aojiang]] == "schematic"


def test_another_level_is_refused(service: Service) -> None:
    answer = service.get("/api/v1/gazetteer?level=province")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "level")
