"""Concentration over HTTP, against independent formulas and the database's own geometry."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.stats import entropy, linregress

from app.schemas.concentration import ConcentrationAnswer

if TYPE_CHECKING:
    from tests.api.conftest import Service

API = "/api/v1"


def spread(service: Service, query: str) -> dict[str, Any]:
    document = service.json(f"{API}/concentration?{query}")
    ConcentrationAnswer.model_validate(document)
    item: dict[str, Any] = document["item"]
    return item


def values(item: dict[str, Any]) -> dict[str, Any]:
    return {index["index"]: index["value"] for index in item["indices"]}


def counts(service: Service, level: str) -> tuple[np.ndarray, np.ndarray]:
    url = f"{API}/units?level={level}&period=2020&indicator=resident_population,density_per_km2&limit=500"
    items = [i["values"] for i in service.json(url)["items"]]
    persons = np.array([float(v["resident_population"]["value"]) for v in items])
    return persons, persons / np.array([v["density_per_km2"]["value"] for v in items])


@pytest.mark.parametrize("level", ["county", "township"])
def test_indices_agree_with_other_formulas(service: Service, level: str) -> None:
    item = spread(service, f"territory=330300&level={level}&period=2020")
    persons, areas = counts(service, level)
    found = values(item)
    share = persons / persons.sum()
    differences = np.abs(np.subtract.outer(persons, persons)).mean()
    assert found["gini"] == pytest.approx(differences / (2 * persons.mean()), abs=1e-9)
    assert found["theil"] == pytest.approx(math.log(len(persons)) - entropy(share), abs=1e-9)
    assert found["herfindahl"] == pytest.approx(float((share**2).sum()), abs=1e-12)
    assert found["hoover"] == pytest.approx(float(np.maximum(share - areas / areas.sum(), 0).sum()), abs=1e-6)
    assert found["weighted_density"] == pytest.approx(float(np.average(persons / areas, weights=persons)), rel=1e-6)
    ordered = np.sort(persons)[::-1]
    slope = linregress(np.log(ordered), np.log(np.arange(1, len(ordered) + 1))).slope
    assert found["rank_size_slope"] == pytest.approx(-slope, abs=1e-9)
    assert item["persons"] == 9_572_903


def test_estimates_are_told(service: Service) -> None:
    towns, counties = (spread(service, f"level={level}&period=2020") for level in ("township", "county"))
    assert (towns["units"], towns["status"]) == (185, "E")
    assert 0.5 < towns["coverage"]["estimated_share"] < 1
    assert towns["coverage"]["by_status"]["E"] == 174
    assert (counties["units"], counties["status"], counties["coverage"]["estimated_share"]) == (12, "A", 0)


def test_theil_splits_by_county(service: Service) -> None:
    item = spread(service, "level=township&period=2020")
    parts = item["theil_by_parent"]
    assert parts["within"] + parts["between"] == pytest.approx(parts["total"])
    assert parts["total"] == pytest.approx(values(item)["theil"])
    assert spread(service, "level=county&period=2020")["theil_by_parent"] is None


def test_what_is_not_known_says_so(service: Service) -> None:
    old = spread(service, "level=county&period=2010")
    reasons = {index["index"]: index["reason"] for index in old["indices"]}
    assert (old["persons"], old["status"]) == (9_122_102, "A")
    assert values(old)["hoover"] is None
    assert "龙湾区" in reasons["hoover"]
    assert values(old)["gini"] is not None
    towns = spread(service, "level=township&period=2010")
    assert towns["persons"] is None
    assert all(index["value"] is None and index["reason"] for index in towns["indices"])
    assert "no count" in towns["centroid_reason"]


def test_the_centre_moves_over_one_geography(service: Service) -> None:
    item = spread(service, "level=county&period=2020&since=2010")
    assert item["centroid"]["groups"] == 10
    assert 120 < item["centroid"]["longitude"] < 121.5
    assert 27 < item["centroid"]["latitude"] < 28.7
    flat = math.dist(
        [item["start"]["longitude"] * math.cos(math.radians(27.9)), item["start"]["latitude"]],
        [item["centroid"]["longitude"] * math.cos(math.radians(27.9)), item["centroid"]["latitude"]],
    )
    assert item["move"]["metres"] == pytest.approx(flat * 111_000, rel=0.02)
    assert spread(service, "level=county&period=2020&since=2020")["move"]["metres"] == 0


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("level=village", 422, "level"),
        ("territory=999999", 404, "territory"),
        ("period=1999", 422, "period"),
        ("since=1999", 422, "since"),
        ("period=2010..2020", 422, "period"),
        ("indicator=urban_population", 400, "indicator"),
    ],
)
def test_faults_name_the_parameter(service: Service, query: str, status: int, parameter: str) -> None:
    answer = service.get(f"{API}/concentration?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)
