"""What a release is about, in one word: the unit above all its counties."""

import re

from app.repositories import units
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.repositories.units import UnitFilter

NOWHERE = "map"  # counties that nothing has in common, or none at all


async def place_slug(reader: Reader, release: ReleaseName) -> str:
    """Return the English name of the nearest unit that all counties belong to, as it stands in addresses."""
    return slug((await place_names(reader, release))["en"]) or NOWHERE


async def place_names(reader: Reader, release: ReleaseName) -> dict[str, str]:
    """Return both names of the nearest unit that all counties belong to; empty where there is none."""
    parents: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}
    counties: list[str] = []
    for level in ("county", "prefecture", "province"):
        for row in await reader.rows(units.units(UnitFilter(release.number, release.day, level))):
            names[row["code"]] = {"zh": row["name_zh"], "en": row["name_en"]}
            if row["parent"]:
                parents[row["code"]] = row["parent"]
            if level == "county":
                counties.append(row["code"])
    found = _common([_above(code, parents) for code in counties])
    return names.get(found or "", {"zh": "", "en": ""})


def archive_path(release: int, place: str) -> str:
    """Return where the archive of a release's tiles is served."""
    return f"/releases/{release}/{place}.pmtiles"


def slug(name: str) -> str:
    """Return a name in small letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _above(code: str, parents: dict[str, str]) -> list[str]:
    """Return the units above one, nearest first."""
    found: list[str] = []
    while code in parents and parents[code] not in found:
        code = parents[code]
        found.append(code)
    return found


def _common(lines: list[list[str]]) -> str | None:
    return next((code for code in (lines[0] if lines else []) if all(code in line for line in lines)), None)
