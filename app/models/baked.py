"""What publish computes: written once for a release, never changed, read by every answer."""

import datetime as dt
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, ColumnElement, Double, ForeignKey, Index, LargeBinary, SmallInteger, and_
from sqlalchemy.dialects.postgresql import CHAR, JSON
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.release import Release


def _release() -> Mapped[int]:
    return mapped_column(ForeignKey(Release.number, ondelete="CASCADE"), primary_key=True)


class OfVintage:
    """What is drawn for one of a release's vintages, by how many vintages back it lies: 0 for the newest."""

    release: Mapped[int] = _release()
    vintages_back: Mapped[int] = mapped_column(SmallInteger, primary_key=True, server_default="0")

    @classmethod
    def of(cls, release: int, vintages_back: int = 0) -> ColumnElement[bool]:
        """Return that a row is of a release and, unless another is named, of its newest vintage."""
        return and_(cls.release == release, cls.vintages_back == vintages_back)


class MapVintage(OfVintage, Base):
    """A vintage that a release has a map of, and its day."""

    __tablename__ = "map_vintage"

    day: Mapped[dt.date]


class MapFeature(OfVintage, Base):
    """The outline of a unit in EPSG:3857, simplified with its whole coverage for one zoom.

    ``band`` is that zoom; all vertices lie on the grid of its tiles, so that a tile is cut without rounding.
    """

    __tablename__ = "map_feature"
    __table_args__ = (Index("ix_map_feature_geom", "release", "layer", "band", "geom", postgresql_using="gist"),)

    layer: Mapped[str] = mapped_column(primary_key=True)
    band: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    feature_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    unit: Mapped[str]
    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    level: Mapped[str]
    parent: Mapped[str | None]
    precision_class: Mapped[str]
    geom: Mapped[Any] = mapped_column(Geometry("MULTIPOLYGON", srid=3857, spatial_index=False))


class ZoneFeature(OfVintage, Base):
    """The dissolved outline of a plan's zone in EPSG:3857 for one zoom."""

    __tablename__ = "zone_feature"
    __table_args__ = (Index("ix_zone_feature_geom", "release", "band", "geom", postgresql_using="gist"),)

    band: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    feature_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    plan: Mapped[str]
    zone: Mapped[str]
    label_zh: Mapped[str]
    label_en: Mapped[str]
    membership: Mapped[str]
    precision_class: Mapped[str]
    geom: Mapped[Any] = mapped_column(Geometry("MULTIPOLYGON", srid=3857, spatial_index=False))


class LabelFeature(OfVintage, Base):
    """The point farthest from a unit's border (pole of inaccessibility), where its name is written."""

    __tablename__ = "label_feature"
    __table_args__ = (Index("ix_label_feature_geom", "release", "geom", postgresql_using="gist"),)

    feature_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    level: Mapped[str]
    min_zoom: Mapped[int] = mapped_column(SmallInteger)
    geom: Mapped[Any] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))


class MapZoom(OfVintage, Base):
    """What a zoom draws: the level of units in the layers of townships and counties, and what was baked of it."""

    __tablename__ = "map_zoom"

    zoom: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    township_level: Mapped[str]
    county_level: Mapped[str]
    baked: Mapped[bool]
    tiles: Mapped[int]


class Tile(Base):
    """A vector tile that holds something; one that is not here is drawn by the function of its layer when asked for."""

    __tablename__ = "tile"

    release: Mapped[int] = _release()
    layer: Mapped[str] = mapped_column(primary_key=True)
    z: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)
    mvt: Mapped[bytes] = mapped_column(LargeBinary)


class UnitValue(Base):
    """The value shown for a unit, indicator and reference date, after the edition was chosen."""

    __tablename__ = "unit_value"
    __table_args__ = (Index("ix_unit_value_indicator", "release", "indicator", "reference_date"),)

    release: Mapped[int] = _release()
    unit: Mapped[str] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    reference_date: Mapped[dt.date] = mapped_column(primary_key=True)
    value: Mapped[float | None] = mapped_column(Double)
    lower: Mapped[float | None] = mapped_column(Double)
    upper: Mapped[float | None] = mapped_column(Double)
    half_width: Mapped[int | None]
    status: Mapped[str] = mapped_column(CHAR(1))
    reason: Mapped[str | None]
    dataset: Mapped[str | None]
    source: Mapped[str | None]
    method: Mapped[str | None]


class MeasureResult(Base):
    """A plan measure at a period: the item that the API serves, and the receipt that proves it."""

    __tablename__ = "measure_result"

    release: Mapped[int] = _release()
    plan: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int]
    value: Mapped[float | None] = mapped_column(Double)
    status: Mapped[str | None] = mapped_column(CHAR(1))
    item: Mapped[dict[str, Any]] = mapped_column(JSON)
    receipt: Mapped[dict[str, Any]] = mapped_column(JSON)
