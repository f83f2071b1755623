"""Layers of a release in one GeoPackage, with what each column means and where everything comes from."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from app.services.export.about import About, Row
from app.services.export.columns import layer_of
from app.services.export.feature_layer import FeatureLayer
from app.services.export.ogr_file import add_geopackage_layer, add_geopackage_table
from app.services.export.projection import projected_layer
from app.services.tilejson import SCHEMATIC

# Programs show these titles instead of the names of the columns (GeoPackage, extension gpkg_schema).
_SCHEMA = """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
    constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
)
"""
_EXTENSION = """
INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')
"""
_TITLE = """
INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)
"""


def write_package(path: Path, about: About) -> None:
    """Write the layers of ``about`` and the tables ``about``, ``columns`` and ``sources``; ``path`` is new."""
    for layer in about.layers:
        known = layer_of(layer.name, layer.features, layer.fields)
        add_geopackage_layer(path, projected_layer(known, about.crs), about.crs, layer.geometry_type)
    for name, rows in _tables(about).items():
        table = layer_of(name, [{"properties": row} for row in rows])
        add_geopackage_table(path, name, table.columns)
    with closing(sqlite3.connect(path)) as database, database:
        _describe(database, about)


def _tables(about: About) -> Mapping[str, list[Row]]:
    return {
        "about": [{"item": item, "value": value} for item, value in _items(about)],
        "columns": [row for layer in about.layers for row in _column_rows(layer)],
        "sources": list(about.sources),
    }


def _items(about: About) -> Iterable[tuple[str, str]]:
    told = about.as_json()
    yield "draft" if about.release.draft else "release", str(about.release.number)
    yield "previewed_at" if about.release.draft else "published_at", about.release.moment
    for name in ("generator", "crs", "attribution"):
        yield name, told[name]
    if told["schematic"]:
        yield "precision", SCHEMATIC
    for layer in told["layers"]:
        yield f"{layer['layer']}: layer", f"{layer['title']['zh']} / {layer['title']['en']}"
        if layer["period"]:
            yield f"{layer['layer']}: period", layer["period"]


def _column_rows(layer: FeatureLayer) -> list[Row]:
    return [
        {"layer": layer.name, "column": column.id, "zh": column.zh, "en": column.en, "unit": column.unit}
        for column in layer.columns
    ]


def _describe(database: sqlite3.Connection, about: About) -> None:
    at = about.release.at.astimezone(dt.UTC)
    for layer in about.layers:
        words = [f"{layer.zh} / {layer.en}", *([SCHEMATIC] if layer.schematic else [])]
        values = {"name": layer.name, "title": layer.en, "words": "; ".join(words)}
        database.execute(
            "UPDATE gpkg_contents SET identifier = :title, description = :words WHERE table_name = :name", values
        )
    database.execute(
        "UPDATE gpkg_contents SET last_change = ?", [f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"]
    )
    database.execute(_SCHEMA)
    database.execute(_EXTENSION)
    for layer in about.layers:
        database.executemany(_TITLE, _titles(layer))


def _titles(layer: FeatureLayer) -> Iterable[tuple[str, str, str, str, str | None]]:
    taken: set[str] = set()
    for column in layer.columns:
        title = f"{column.zh} {column.en}"
        # The name is what programs show, and no two of a table may be the same.
        yield layer.name, column.id, f"{title} ({column.id})" if title in taken else title, title, column.unit
        taken.add(title)
