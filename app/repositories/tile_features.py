"""The features behind a tile, as they are stored: what a tile in other coordinates is drawn from."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import text

from app.repositories.baking import FEATURES
from app.repositories.database import Reader
from app.repositories.layers import Layer
from app.repositories.tiles import TileAddress

_NEAR = """
SELECT f.feature_id, ST_AsBinary(f.geom) AS geom
FROM {features} AS f
WHERE {condition} AND f.geom && ST_MakeEnvelope(:west, :south, :east, :north, 3857)
ORDER BY f.feature_id
"""


class Box(NamedTuple):
    """A rectangle in EPSG:3857."""

    west: float
    south: float
    east: float
    north: float


class NearFeatures(NamedTuple):
    """Ids, ascending, and geometries in EPSG:3857: whole ones, for a cut would move the borders of neighbours apart."""

    ids: list[int]
    geometries: NDArray[np.object_]


async def near_features(reader: Reader, tile: TileAddress, layer: Layer, box: Box) -> NearFeatures:
    """Return the features of a layer that a tile is drawn from whose box meets a box."""
    table, condition = FEATURES[layer.outlines or layer.id]
    statement = text(_NEAR.format(features=table, condition=condition))
    chosen = {"release": tile.release, "vintages_back": tile.variant.vintages_back, "zoom": tile.z}
    rows = await reader.rows(statement.bindparams(**box._asdict(), **chosen))
    return NearFeatures([row["feature_id"] for row in rows], shapely.from_wkb([bytes(row["geom"]) for row in rows]))
