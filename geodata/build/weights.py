"""What a township weighs in the sharing-out of its county: its village-level units by urban class."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from geodata.build.files import Row

RURAL_KINDS = ("乡", "民族乡")  # no township of these kinds has an urban unit in the list
COUNTY_CODE = 6


@dataclass(frozen=True, slots=True)
class Features:
    """Village-level units: all (2020), of urban class, and of the main urban area (2016)."""

    village: float
    urban: float
    core: float

    def __add__(self, other: Features) -> Features:
        return Features(self.village + other.village, self.urban + other.urban, self.core + other.core)

    def weight(self, urban: float, core: float) -> float:
        """One for each unit, and more for the urban ones and those of the main urban area."""
        return self.village + urban * self.urban + core * self.core


def total(features: list[Features]) -> Features:
    """Sums over several townships."""
    return sum(features, Features(0, 0, 0))


def features(rows: list[Row]) -> dict[str, Features]:
    """By township code; classes that are missing are filled from townships of the same county and kind."""
    towns = [row for row in rows if len(row["code"]) > COUNTY_CODE]
    return {row["code"]: _own(row) or _filled(row, towns) for row in towns}


def _own(row: Row) -> Features | None:
    if not row["urban_units_2016"]:
        return None
    return Features(
        float(row["village_units_2020"]), float(row["urban_units_2016"]), float(row["core_urban_units_2016"])
    )


def _filled(row: Row, towns: list[Row]) -> Features:
    """The median of urban units per unit among its like; none in a rural township."""
    units = float(row["village_units_2020"])
    if row["kind"] in RURAL_KINDS:
        return Features(units, 0, 0)
    like = [own for t in towns if (t["parent"], t["kind"]) == (row["parent"], row["kind"]) and (own := _own(t))]
    urban = median(own.urban / own.village for own in like)
    core = median(own.core / own.village for own in like)
    return Features(units, units * urban, units * core)
