"""A made-up nation as a data package that the ordinary import takes."""

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import shapely

from benchmarks.nation.land import make_land
from benchmarks.nation.outlines import outlines
from benchmarks.nation.register import DATE, EARLIER, SOURCE, census_csv, make_register, units_csv

_SOURCES = f"id,title\n{SOURCE},Made up by a script: no such country exists\n"
_DATASETS = f"""id,title_zh,title_en,universe,rank,source
census-2020,虚构普查2020,Made-up census 2020,resident,1,{SOURCE}
census-2010,虚构普查2010,Made-up census 2010,resident,1,{SOURCE}
"""


def write_nation(folder: Path, townships: int, vertices: int, seed: int = 20201101) -> dict[str, int]:
    """Write the package; return how many units of each level, and vertices, it has. Equal arguments, equal nation."""
    folder.mkdir(parents=True, exist_ok=True)
    land = make_land(townships, seed)
    register = make_register(land)
    shapes = outlines(land, vertices, seed + 1)
    drawn = folder / "townships.gpkg"
    drawn.unlink(missing_ok=True)
    gpd.GeoDataFrame({"code": register.leaves}, geometry=shapes, crs=4326).to_file(drawn, driver="GPKG")
    census = {"kind": "census", "source": SOURCE}
    outline = {"kind": "boundaries", "vintage": DATE, "precision_class": "schematic", "source": SOURCE}
    resources: list[tuple[str, bytes | None, dict[str, str]]] = [
        ("sources.csv", _SOURCES.encode(), {"kind": "sources"}),
        ("units.csv", units_csv(register), {"kind": "units"}),
        ("datasets.csv", _DATASETS.encode(), {"kind": "datasets"}),
        ("census-2020.csv", census_csv(register, seed, full=True),
         census | {"dataset": "census-2020", "reference_date": DATE}),
        ("census-2010.csv", census_csv(register, seed + 2, full=False),
         census | {"dataset": "census-2010", "reference_date": EARLIER}),
        ("townships.gpkg", None, outline),
    ]  # fmt: skip
    listed = []
    for name, content, options in resources:
        if content is not None:
            (folder / name).write_bytes(content)
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        listed.append({"path": name, "hash": f"sha256:{digest}", "polycentre": options})
    package = {"name": "nation", "title": "A made-up nation", "resources": listed}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1), "utf-8")
    levels = [entry.level for entry in register.entries]
    counts = {level: levels.count(level) for level in ("province", "prefecture", "county", "township")}
    return counts | {"vertices": int(shapely.get_num_coordinates(shapes).sum())}
