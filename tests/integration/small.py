"""A made-up city of five units that is imported, checked and published in a moment, and ways to look at it.

City 330300 has county 330326 with three towns in a row and county-level city 330383 beside it, a leaf itself.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from os import environ
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection

from app.ingest.fault import Fault, ImportRefused
from app.repositories.database import write_engine
from app.services.bootstrap import bootstrap
from app.services.import_file import ImportReport, import_file
from app.services.publish_release import Publication, publish_release
from app.services.uploads import Upload
from tests.conftest import Server
from tests.told import untold

DATE = "2020-11-01"
TOWNS = ("330326100", "330326101", "330326102")

SOURCES = "id,title\nbureau,Statistics bureau\nestimate,Our estimate\n"
DATASETS = """id,title_zh,title_en,universe,rank,source
census,普查,Census,resident,1,bureau
survey,抽样,Survey,resident,2,bureau
"""
UNITS = """unit,code,level,kind,name_zh,name_en,pinyin,parent,valid_from,valid_to,area_km2,area_source
330300,330300,prefecture,地级市,某市,Some City,mou shi,,,,500,bureau
330326,330326,county,县,甲县,Jia,jia xian,330300,,,300,bureau
330326100,330326100,township,镇,东镇,East,dong zhen,330326,,,,
330326101,330326101,township,镇,中镇,Middle,zhong zhen,330326,,,,
330326102,330326102,township,乡,西乡,West,xi xiang,330326,,,,
330383,330383,county,县级市,丁市,Ding,ding shi,330300,,,200,bureau
"""
CENSUS = f"""unit,indicator,reference_date,value,status,half_width,source,method
330300,resident_population,{DATE},1000,A,0,bureau,
330326,resident_population,{DATE},600,A,0,bureau,
330383,resident_population,{DATE},400,A,0,bureau,
330326100,resident_population,{DATE},300,A,0,bureau,
330326101,resident_population,{DATE},200,E,,estimate,shared out
330326102,resident_population,{DATE},100,E,,estimate,shared out
"""
SQUARES = {"330383": 120.0, "330326102": 120.1, "330326101": 120.2, "330326100": 120.3}
PLAN = """
id = "small"
version = 1
territory = "330300"
reference_date = 2020-11-01
measures = [
  { id = "main-centre-share", kind = "share", zone = "main-centre", label_zh = "主中心占比", label_en = "Main centre share", clause = "1" },
  { id = "population", kind = "population", label_zh = "人口", label_en = "Residents", clause = "1" },
]
[document]
title_zh = "小规划"
title_en = "A small plan"
issuer_zh = "某市"
issuer_en = "Some City"
issued = "2021"
base_year = 2020
horizon = [2035]
[[zones]]
id = "main-centre"
label_zh = "主中心"
label_en = "Main centre"
clause = "1"
membership = "enumerated"
members = ["330326100", "330326101"]
"""  # noqa: E501


def square(west: float, east: float | None = None) -> dict[str, Any]:
    """Return a polygon a tenth of a degree high."""
    east = round(west + 0.1, 6) if east is None else east
    ring = [[west, 27.5], [east, 27.5], [east, 27.6], [west, 27.6], [west, 27.5]]
    return {"type": "Polygon", "coordinates": [ring]}


def outlines(geometries: dict[str, Any], **properties: str) -> bytes:
    """Return GeoJSON with a feature a code."""
    features = [
        {"type": "Feature", "properties": {"code": code, **properties}, "geometry": geometry}
        for code, geometry in geometries.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def write_package(folder: Path) -> Path:
    """Write the city as a Data Package."""
    boundaries = {"kind": "boundaries", "vintage": DATE, "precision_class": "schematic", "source": "estimate"}
    resources: list[tuple[str, bytes, dict[str, str]]] = [
        ("sources.csv", SOURCES.encode(), {"kind": "sources"}),
        ("units.csv", UNITS.encode(), {"kind": "units"}),
        ("datasets.csv", DATASETS.encode(), {"kind": "datasets"}),
        ("census.csv", CENSUS.encode(), {"kind": "census", "dataset": "census"}),
        ("towns.geojson", outlines({code: square(west) for code, west in SQUARES.items()}), boundaries),
        ("plan.toml", PLAN.encode(), {"kind": "plan"}),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name, content, _ in resources:
        (folder / name).write_bytes(content)
    listed = [{"path": name, "polycentre": options} for name, _, options in resources]
    (folder / "datapackage.json").write_text(json.dumps({"name": "small", "resources": listed}), "utf-8")
    return folder


@pytest.fixture(scope="session")
def small_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small city's data package."""
    return write_package(tmp_path_factory.mktemp("package") / "small")


@pytest.fixture(scope="session")
def small_template(cluster: Server, template_db: str, small_package: Path) -> str:
    """Return the name of a database to clone in which the small city is release 1."""
    return cluster.template("small", template_db, lambda url: bootstrap(url, small_package))


_NUMBERS = count(1)


@contextmanager
def _clone(cluster: Server, template: str) -> Iterator[str]:
    name = f"{template}_{environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_NUMBERS)}"
    yield cluster.clone(template, name)
    cluster.drop(name)


@pytest.fixture
def small_url(cluster: Server, small_template: str) -> Iterator[str]:
    """Yield the address of a database of the test's own that holds the small city as release 1."""
    with _clone(cluster, small_template) as url:
        yield url


@pytest.fixture(scope="session")
def refusing_url(cluster: Server, small_template: str) -> Iterator[str]:
    """Yield one such database a worker, for tests whose files are all refused (`faults_of` sees that none stays)."""
    with _clone(cluster, small_template) as url:
        yield url


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """Yield a connection inside one transaction."""
    engine = write_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def bring(url: str, kind: str, name: str, content: bytes | str, **options: str) -> ImportReport:
    """Import a file into the draft and commit."""
    given = content.encode() if isinstance(content, str) else content
    with writing(url) as connection:
        report = import_file(connection, Upload(kind, name, given, options), "test")
    assert not untold([*own_words(report), *report.grounds, *(match.reason for match in report.matches)])
    return report


def own_words(report: ImportReport) -> list[str]:
    """Return the notes of an import that are not those of its file."""
    return [note for note in report.notes if not note.startswith(("注", "资料来源"))]


def faults_of(url: str, kind: str, name: str, content: bytes | str, **options: str) -> list[Fault]:
    """Import a file that must be refused; return its faults, having seen that nothing changed."""
    before = state(url)
    with pytest.raises(ImportRefused) as refused:
        bring(url, kind, name, content, **options)
    assert state(url) == before
    assert all(fault.reason and fault.file == name for fault in refused.value.faults)
    assert not untold(fault.reason for fault in refused.value.faults)  # the page tells each in Chinese too
    return list(refused.value.faults)


def publish(url: str, note: str = "test") -> Publication:
    """Publish the draft and commit."""
    with writing(url) as connection:
        return publish_release(connection, note, lambda *_: None)


def query(url: str, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with psycopg.connect(url) as connection:
        return connection.execute(statement.encode(), parameters).fetchall()


TABLES = (
    "release", "current_release", "import_record", "source", "dataset", "unit", "unit_version", "lineage", "crosswalk",
    "observation", "boundary", "plan", "zone", "zone_member", "measure", "target", "published_figure",
    "map_feature", "map_vintage", "map_zoom", "zone_feature", "label_feature", "tile", "unit_value", "measure_result",
)  # fmt: skip


def state(url: str) -> dict[str, tuple[Any, ...]]:
    """Return the number of rows of every table, and a hash of them all."""
    counted = sql.SQL("SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM polycentre.{} AS t")
    with psycopg.connect(url) as connection:
        return {table: connection.execute(counted.format(sql.Identifier(table))).fetchone() or () for table in TABLES}


def current(url: str) -> int | None:
    """Return the number of the current release."""
    rows = query(url, "SELECT number FROM polycentre.current_release")
    return rows[0][0] if rows else None
