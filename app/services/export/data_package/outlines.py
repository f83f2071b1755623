"""The outlines of a release as GeoPackages: a file for all that were stated alike, geometries to the last bit."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import shapely

from app.domain.facts import Facts
from app.services.export.columns import Kind, layer_of
from app.services.export.data_package.folder import PackageFolder, Row
from app.services.export.data_package.resource import free_name
from app.services.export.data_package.tables import code_on
from app.services.export.ogr_file import add_geopackage_layer

_STATED = ("vintage", "source", "crs_of_origin", "method")
_TEXTS: Mapping[str, Kind] = dict.fromkeys(("code", "name_zh", "name_en", "precision_class"), "text")
_FIELDS = tuple({"name": name, "type": "string"} for name in _TEXTS)


class Outlines:
    """The files of outlines, oldest vintage first; rows come in the order of ``package_outlines``."""

    def __init__(self, folder: PackageFolder, facts: Facts) -> None:
        self._folder, self._facts = folder, facts
        self._taken: set[str] = set()
        self._stated: tuple[Any, ...] | None = None
        self._name = ""
        self._rows = 0

    def write(self, rows: Sequence[Row]) -> None:
        """Take in further outlines, those that were stated alike together."""
        for stated, alike in groupby(rows, key=itemgetter(*_STATED)):
            vintage, source, *_ = stated
            if stated != self._stated:
                self.close()
                self._stated, self._rows = stated, 0
                self._name = f"boundaries/{free_name(f'{vintage}-{source}', self._taken)}.gpkg"
            features = [_feature(row, self._facts, vintage) for row in alike]
            path = self._folder.path(self._name)
            layer = layer_of("boundary", features, _TEXTS)
            add_geopackage_layer(path, layer, "EPSG:4326", "MultiPolygon", append=path.exists())
            self._rows += len(features)

    def close(self) -> None:
        """End the last file."""
        if self._stated is None:
            return
        vintage, source, origin, method = self._stated
        # What is published was accepted, and lies where it lies: the file is in WGS 84, whatever it was made from.
        options = {"kind": "boundaries", "vintage": vintage.isoformat(), "source": source, "crs": "EPSG:4326"}
        options |= {"precision_class": "schematic", "crs_of_origin": origin, "accept_shift": "yes"}
        options |= {"method": method} if method else {}
        title = f"Outlines of {vintage.isoformat()}"
        self._folder.add(self._name, title, options, sources={source}, fields=_FIELDS, rows=self._rows)


def _feature(row: Row, facts: Facts, vintage: dt.date) -> Row:
    version = facts.version_at(row["unit"], vintage)
    properties = {
        "code": code_on(facts, row["unit"], vintage),
        "name_zh": version.name_zh if version else None,
        "name_en": version.name_en if version else None,
        "precision_class": row["precision_class"],
    }
    return {"properties": properties, "geometry": shapely.from_wkb(bytes(row["wkb"]))}
