"""A made-up county of two vintages: between them a town was split, two were merged, one changed its name and code.

City 330300 has county 330326 and beside it county-level city 330383, a leaf that was outlined only once. In a row from
west to east: 丁市, then in 2010 北镇, 西乡, 中镇, 东镇; in 2020 新镇 (北镇 under another name), 中镇 (with 西乡), 东镇
and 海镇 (once the eastern half of 东镇).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.bootstrap import bootstrap
from tests.conftest import WORKER, Server
from tests.integration.small import DATASETS, PLAN, SOURCES, outlines, square

THEN, NOW = "2010-11-01", "2020-11-01"
UNITS = """unit,code,level,kind,name_zh,name_en,pinyin,parent,valid_from,valid_to,area_km2,area_source
330300,330300,prefecture,地级市,某市,Some City,mou shi,,,,,
330326,330326,county,县,甲县,Jia,jia xian,330300,,,,
330326100,330326100,township,镇,东镇,East,dong zhen,330326,,,,
330326101,330326101,township,镇,中镇,Middle,zhong zhen,330326,,,,
330326102,330326102,township,乡,西乡,West,xi xiang,330326,,2015-01-01,,
330326103,330326103,township,镇,海镇,Sea,hai zhen,330326,2015-01-01,,,
330326104,330326104,township,镇,北镇,North,bei zhen,330326,,2015-01-01,,
330326104,330326105,township,镇,新镇,New,xin zhen,330326,2015-01-01,,,
330383,330383,county,县级市,丁市,Ding,ding shi,330300,,,,
"""
LINEAGE = """date,kind,from_unit,to_unit,part_unit,legal_source,note
2015-01-01,split,330326100,330326103,,decree,
2015-01-01,merge,330326102,330326101,,decree,
2015-01-01,rename,330326104,330326104,,decree,
"""
COUNTS = {
    THEN: {"330326100": 300, "330326101": 200, "330326102": 100, "330326104": 50, "330326": 650, "330383": 400},
    NOW: {"330326100": 180, "330326103": 160, "330326101": 310, "330326104": 60, "330326": 710, "330383": 420},
}
FORMER = {
    "330326104": square(120.1), "330326102": square(120.2),
    "330326101": square(120.3), "330326100": square(120.4, 120.6),
}  # fmt: skip
NEWEST = {
    "330383": square(120.0), "330326105": square(120.1), "330326101": square(120.2, 120.4),
    "330326100": square(120.4), "330326103": square(120.5),
}  # fmt: skip
PLANS = {
    "plan.toml": PLAN,  # 东镇 and 中镇, which both vintages know
    "sea.toml": PLAN.replace('id = "small"', 'id = "sea"').replace('"330326100", "330326101"', '"330326103"'),
}


def census() -> str:
    """Return the counts of both dates as a table."""
    rows = [
        f"{unit},resident_population,{day},{value},A,0,bureau,"
        for day, counts in COUNTS.items()
        for unit, value in counts.items()
    ]
    return "\n".join(["unit,indicator,reference_date,value,status,half_width,source,method", *rows, ""])


def write_package(folder: Path) -> Path:
    """Write the county as a Data Package."""
    drawn = {"kind": "boundaries", "precision_class": "official", "source": "bureau"}
    resources: list[tuple[str, bytes, dict[str, str]]] = [
        ("sources.csv", SOURCES.encode(), {"kind": "sources"}),
        ("units.csv", UNITS.encode(), {"kind": "units"}),
        ("lineage.csv", LINEAGE.encode(), {"kind": "lineage"}),
        ("datasets.csv", DATASETS.encode(), {"kind": "datasets"}),
        ("census.csv", census().encode(), {"kind": "census", "dataset": "census"}),
        ("2020.geojson", outlines(NEWEST), {**drawn, "vintage": NOW}),
        ("2010.geojson", outlines(FORMER), {**drawn, "vintage": THEN, "accept_shift": "yes"}),
        *((name, text.encode(), {"kind": "plan"}) for name, text in PLANS.items()),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name, content, _ in resources:
        (folder / name).write_bytes(content)
    listed = [{"path": name, "polycentre": options} for name, _, options in resources]
    (folder / "datapackage.json").write_text(json.dumps({"name": "vintages", "resources": listed}), "utf-8")
    return folder


@pytest.fixture(scope="session")
def vintages_template(cluster: Server, template_db: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the name of a database to clone in which the county of two vintages is release 1."""
    package = write_package(tmp_path_factory.mktemp("vintages") / "vintages")
    return cluster.template("vintages", template_db, lambda url: bootstrap(url, package))


@pytest.fixture(scope="module")
def vintages_url(cluster: Server, vintages_template: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of a database of the module's own that holds the county of two vintages as release 1."""
    name = f"{vintages_template}_{WORKER}_{request.module.__name__.rpartition('.')[2]}"
    yield cluster.clone(vintages_template, name)
    cluster.drop(name)
