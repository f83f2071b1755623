"""Releases drawn from a handful of outlines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, insert, literal_column

from app.models import Boundary, Plan, Release, Source, Unit, UnitVersion, Zone, ZoneMember
from app.repositories.database import write_engine
from app.services.bake_map import bake_map

DAY = dt.date(2020, 11, 1)


@dataclass(frozen=True)
class Place:
    """A unit to draw: its outline in longitude and latitude, or None."""

    code: str
    name: str
    level: str
    parent: str | None
    outline: BaseGeometry | None
    precision_class: str = "official"


@dataclass(frozen=True)
class Drawn:
    """A zone of a plan."""

    plan: str
    zone: str
    membership: str
    members: tuple[str, ...]
    version: int = 1


def draw(url: str, places: Sequence[Place], zones: Sequence[Drawn] = ()) -> dict[str, int]:
    """Store places and zones as release 1 of an empty database and bake their map."""
    engine = write_engine(url)
    try:
        with engine.begin() as connection:
            _store(connection, places)
            for ordinal, zone in enumerate(zones):
                _store_zone(connection, ordinal, zone, places[0].code)
            return bake_map(connection, 1, lambda *_: None)
    finally:
        engine.dispose()


def _store(connection: Connection, places: Sequence[Place]) -> None:
    connection.execute(insert(Release).values(number=1, state="draft", created_by="test"))
    connection.execute(insert(Source).values(id="test", title="Drawn for a test", created_in=1))
    connection.execute(insert(Unit), [{"id": place.code, "created_in": 1} for place in places])
    held: dict[str, Any] = {"releases": literal_column("'[1,)'::int4range")}
    for place in places:
        names = {"name_zh": place.name, "name_en": place.name, "pinyin": place.name, "kind": "镇"}
        version = {"unit": place.code, "code": place.code, "level": place.level, "parent": place.parent}
        always: dict[str, Any] = {"valid": literal_column("'(,)'::daterange")}
        connection.execute(insert(UnitVersion).values(version | names | held | always))
        if place.outline is not None:
            facts = {"unit": place.code, "vintage": DAY, "precision_class": place.precision_class, "source": "test"}
            outline = shapely.MultiPolygon(list(shapely.get_parts(place.outline)))
            drawn = {"crs_of_origin": "EPSG:4326", "geom": f"SRID=4326;{shapely.to_wkt(outline, -1)}"}
            connection.execute(insert(Boundary).values(facts | held | drawn))


def _store_zone(connection: Connection, ordinal: int, zone: Drawn, territory: str) -> None:
    held: dict[str, Any] = {"releases": literal_column("'[1,)'::int4range")}
    plan = {"plan": zone.plan, "version": zone.version, "territory": territory, "sha256": "", "definition": {}}
    number = connection.scalar(insert(Plan).values(plan | held).returning(Plan.id))
    definition = {"label_zh": f"{zone.zone}区", "label_en": zone.zone}
    facts = {"plan_id": number, "zone": zone.zone, "membership": zone.membership, "ordinal": ordinal}
    row = connection.scalar(insert(Zone).values(facts | {"definition": definition}).returning(Zone.id))
    for member in zone.members:
        connection.execute(insert(ZoneMember).values(zone_id=row, unit=member))
