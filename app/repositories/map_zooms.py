"""What each zoom of a release draws, as publish decided it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert

from app.models import MapZoom as Table


@dataclass(frozen=True, slots=True)
class MapZoom:
    """The level of units that the layers ``township`` and ``county`` draw at a zoom, and what was baked."""

    zoom: int
    township_level: str
    county_level: str
    baked: bool
    tiles: int


def store_zooms(connection: Connection, key: Mapping[str, int], zooms: Sequence[MapZoom]) -> None:
    """Write what every zoom draws of a release's vintage, which ``key`` names by its columns."""
    connection.execute(insert(Table), [{**asdict(zoom), **key} for zoom in zooms])
