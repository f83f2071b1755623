"""The outlines of a release as GeoPackages: a file for all that were stated alike, geometries to the last bit."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import shapely

from app.domain.facts import Facts
from app.services.export.columns import layer_of
from app.services.export.data_package.resource import Resource, free_name
from app.services.export.data_package.tables import code_on
from app.services.export.ogr_file import geopackage_file

Row = Mapping[str, Any]

_STATED = ("vintage", "source", "crs_of_origin", "method")
_FIELDS = tuple({"name": name, "type": "string"} for name in ("code", "name_zh", "name_en", "precision_class"))


def outline_resources(rows: Iterable[Row], facts: Facts) -> Iterator[Resource]:
    """Yield the files of outlines from rows in the order of ``package_outlines``, oldest vintage first."""
    taken: set[str] = set()
    for (vintage, source, origin, method), alike in groupby(rows, key=itemgetter(*_STATED)):
        features = [_feature(row, facts, vintage) for row in alike]
        name = free_name(f"{vintage}-{source}", taken)
        content = geopackage_file(layer_of("boundary", features), "EPSG:4326", "MultiPolygon")
        # What is published was accepted, and lies where it lies: the file is in WGS 84, whatever it was made from.
        options = {"kind": "boundaries", "vintage": vintage.isoformat(), "source": source, "crs": "EPSG:4326"}
        options |= {"precision_class": "schematic", "crs_of_origin": origin, "accept_shift": "yes"}
        options |= {"method": method} if method else {}
        title = f"Outlines of {vintage.isoformat()}"
        yield Resource(f"boundaries/{name}.gpkg", title, content, options, {source}, _FIELDS, len(features))


def _feature(row: Row, facts: Facts, vintage: dt.date) -> Row:
    version = facts.version_at(row["unit"], vintage)
    properties = {
        "code": code_on(facts, row["unit"], vintage),
        "name_zh": version.name_zh if version else None,
        "name_en": version.name_en if version else None,
        "precision_class": row["precision_class"],
    }
    return {"properties": properties, "geometry": shapely.from_wkb(bytes(row["wkb"]))}
