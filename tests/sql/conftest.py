"""A small release whose tiles a person can check, and connections to it and to the bundled city."""

from collections.abc import Iterator

import psycopg
import pytest
import shapely

from tests.sql.places import Drawn, Place, draw

# County 330326 has two townships; 330327 is its own leaf, has an island, and borders both along one straight edge.
PLACES = (
    Place("330300", "市", "prefecture", None, None),
    Place("330326", "甲县", "county", "330300", shapely.box(120.0, 27.5, 120.4, 27.7), "generalised"),
    Place("330326100", "东镇", "township", "330326", shapely.box(120.2, 27.5, 120.4, 27.7), "schematic"),
    Place("330326101", "西镇", "township", "330326", shapely.box(120.0, 27.5, 120.2, 27.7), "schematic"),
    Place(
        "330327", "乙市", "county", "330300",
        shapely.MultiPolygon([shapely.box(120.0, 27.3, 120.4, 27.5), shapely.box(120.5, 27.3, 120.51, 27.31)]),
    ),
)  # fmt: skip

ZONES = (
    Drawn("plan-a", "whole-counties", "enumerated", ("330326", "330327")),
    Drawn("plan-b", "towns", "enumerated", ("330326101", "330327")),
    Drawn("plan-c", "prose", "descriptive", ("330326100",)),
    Drawn("plan-d", "not-printed", "not_enumerated", ("330326100",)),
)


@pytest.fixture
def small(database_url: str) -> Iterator[psycopg.Connection]:
    """Yield a connection to the small release."""
    draw(database_url, PLACES, ZONES)
    with psycopg.connect(database_url) as connection:
        yield connection


@pytest.fixture
def city(published_readonly_url: str) -> Iterator[psycopg.Connection]:
    """Yield a connection to the bundled city, which no test changes."""
    with psycopg.connect(published_readonly_url) as connection:
        connection.read_only = True
        yield connection
