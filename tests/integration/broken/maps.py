"""Boundary files of the small city, drawn slightly anew, in every format and with every fault."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import shape

from app.domain.bd09 import wgs84_to_bd09
from app.domain.gcj02 import wgs84_to_gcj02
from tests.integration.broken.archives import of_folder
from tests.integration.small import SQUARES, outlines, square

NAMES = {"330383": "丁市", "330326102": "西乡", "330326101": "中镇", "330326100": "东镇"}
UNITS = sorted(SQUARES)


def frame(crs: str = "EPSG:4490", **columns: list[str]) -> gpd.GeoDataFrame:
    """Return the squares, each a metre shorter than it was, so that taking them changes something."""
    shapes = [shape(square(west)).intersection(shapely.box(0, 27.5, 180, 27.59999)) for west in SQUARES.values()]
    named = columns or {"CODE": list(SQUARES), "NAME": [NAMES[code] for code in SQUARES]}
    return gpd.GeoDataFrame(named, geometry=shapes, crs="EPSG:4490").to_crs(crs)


def file_of(given: gpd.GeoDataFrame, folder: Path, name: str, driver: str, **options: Any) -> bytes:
    """Return a file of one of GDAL's formats; folders (Shapefile, geodatabase) are zipped."""
    place = folder / "made"
    place.mkdir(exist_ok=True)
    given.to_file(place / name, driver=driver, engine="pyogrio", **options)
    return (place / name).read_bytes() if (place / name).is_file() and driver != "ESRI Shapefile" else of_folder(place)


def shapefile(
    given: gpd.GeoDataFrame, folder: Path, *, encoding: str = "gbk", without: tuple[str, ...] = (), cpg: str = ""
) -> bytes:
    """Return a zipped Shapefile as a planner's program writes it; ``cpg`` replaces what it says of its encoding."""
    place = folder / "towns"
    place.mkdir(exist_ok=True)
    given.to_file(place / "towns.shp", driver="ESRI Shapefile", engine="pyogrio", encoding=encoding)
    if cpg:
        (place / "towns.cpg").write_text(cpg)
    return of_folder(place, without=without)


def geojson(features: list[tuple[dict[str, Any], Any]], **members: Any) -> bytes:
    """Return a FeatureCollection of properties and geometries."""
    listed = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    return json.dumps({"type": "FeatureCollection", "features": listed} | members).encode()


def moved(move: Callable[[Any, Any], tuple[Any, Any]]) -> bytes:
    """Return the squares as GeoJSON, every position moved."""
    shapes = {
        code: shapely.transform(shape(square(west)), lambda points: np.column_stack(move(*points.T)))
        for code, west in SQUARES.items()
    }
    return outlines({code: shapely.geometry.mapping(each) for code, each in shapes.items()})


def in_gcj02() -> bytes:
    return moved(wgs84_to_gcj02)


def in_bd09() -> bytes:
    return moved(wgs84_to_bd09)


def swapped() -> bytes:
    return moved(lambda lon, lat: (lat, lon))


def circle(vertices: int) -> gpd.GeoDataFrame:
    """Return a polygon of very many vertices within the first square."""
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    ring = np.column_stack([120.05 + 0.04 * np.cos(turn), 27.55 + 0.04 * np.sin(turn)])
    return gpd.GeoDataFrame({"code": ["330383"]}, geometry=[shapely.Polygon(ring)], crs="EPSG:4490")


def virtual(folder: Path, statement: str) -> bytes:
    """Return a GeoPackage with a virtual table ``spy`` that the statement makes."""
    content = file_of(frame(), folder, "towns.gpkg", "GPKG")
    path = folder / "virtual.gpkg"
    path.write_bytes(content)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("INSERT INTO sqlite_master VALUES ('table', 'spy', 'spy', 0, ?)", [statement])
    connection.commit()
    connection.close()
    return path.read_bytes()
