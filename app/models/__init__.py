"""Tables. Importing this package registers all of them on ``Base.metadata``."""

from app.models.access import ApiKey, AuditEvent
from app.models.attributes import LayerDate, UnitAttributes, UnitZones
from app.models.baked import LabelFeature, MapFeature, MapVintage, MapZoom, MeasureResult, Tile, UnitValue, ZoneFeature
from app.models.base import SCHEMA, Base
from app.models.boundary import Boundary
from app.models.crosswalk import Crosswalk
from app.models.job import Job
from app.models.observation import Observation
from app.models.plan import Measure, Plan, PublishedFigure, Target, Zone, ZoneMember
from app.models.release import CurrentRelease, ImportRecord, Release
from app.models.source import Dataset, Source
from app.models.unit import Lineage, Unit, UnitVersion

__all__ = [
    "SCHEMA",
    "ApiKey",
    "AuditEvent",
    "Base",
    "Boundary",
    "Crosswalk",
    "CurrentRelease",
    "Dataset",
    "ImportRecord",
    "Job",
    "LabelFeature",
    "LayerDate",
    "Lineage",
    "MapFeature",
    "MapVintage",
    "MapZoom",
    "Measure",
    "MeasureResult",
    "Observation",
    "Plan",
    "PublishedFigure",
    "Release",
    "Source",
    "Target",
    "Tile",
    "Unit",
    "UnitAttributes",
    "UnitValue",
    "UnitVersion",
    "UnitZones",
    "Zone",
    "ZoneFeature",
    "ZoneMember",
]
