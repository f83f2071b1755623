"""Measure models of the plan language: one class per kind, told apart by `kind`. No expressions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
UnitCode = Annotated[str, Field(pattern=r"^\d{6}(\d{3})?$")]
Text = Annotated[str, Field(min_length=1)]
Indicator = Literal[
    "resident_population", "urban_population", "rural_population", "male_population", "female_population",
    "age_0_14", "age_15_59", "age_15_64", "age_60_plus", "age_65_plus", "households", "household_population",
    "registered_population", "working_population", "gdp_yuan",
]  # fmt: skip


class Strict(BaseModel):
    """A model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureBase(Strict):
    """What every measure has. Without a `zone` it speaks of the plan's territory."""

    id: Identifier
    label_zh: Text
    label_en: Text
    clause: Text
    zone: Identifier | None = None


class PopulationMeasure(MeasureBase):
    """Persons of a zone."""

    kind: Literal["population"]
    indicator: Indicator = "resident_population"


class ProductMeasure(MeasureBase):
    """Gross product of a zone, in yuan."""

    kind: Literal["product"]


class ShareMeasure(MeasureBase):
    """Part of a whole: the zone over the denominator (`territory`, a zone id or a unit code)."""

    kind: Literal["share"]
    denominator: Text = "territory"
    indicator: Indicator = "resident_population"


class ZoneRatioMeasure(MeasureBase):
    """One zone over another; unlike a share it may exceed 1."""

    kind: Literal["zone_ratio"]
    zone: Identifier
    denominator: Text
    indicator: Indicator = "resident_population"


class DensityMeasure(MeasureBase):
    """Persons per km² of official land area."""

    kind: Literal["density"]
    indicator: Indicator = "resident_population"


class WeightedDensityMeasure(MeasureBase):
    """Density at which the average resident lives, over the children or the leaves of the zone."""

    kind: Literal["weighted_density"]
    over: Literal["children", "leaves"] = "children"


class GrowthMeasure(MeasureBase):
    """Relative growth since a base date."""

    kind: Literal["growth"]
    since: date
    indicator: Indicator = "resident_population"


class AnnualGrowthMeasure(MeasureBase):
    """Geometric growth per year since a base date."""

    kind: Literal["annual_growth"]
    since: date
    indicator: Indicator = "resident_population"


class UrbanisationMeasure(MeasureBase):
    """Urban over resident population."""

    kind: Literal["urbanisation"]


class DependencyMeasure(MeasureBase):
    """Young and old over working ages; the cut is part of the definition."""

    kind: Literal["dependency_ratio"]
    cut: Literal["60+/15-59", "65+/15-64"]


class AgeingMeasure(MeasureBase):
    """Old over all residents."""

    kind: Literal["ageing_rate"]
    threshold: Literal[60, 65] = 60


class CompositionMeasure(MeasureBase):
    """One count of a zone over its residents, such as an age group."""

    kind: Literal["composition"]
    indicator: Indicator


class SexRatioMeasure(MeasureBase):
    """Males per 100 females."""

    kind: Literal["sex_ratio"]


class ProductivityMeasure(MeasureBase):
    """Product per worker, 万元 a person."""

    kind: Literal["productivity"]


class PrimacyMeasure(MeasureBase):
    """A classical primacy index of a zone declared as a settlement system."""

    kind: Literal["primacy"]
    zone: Identifier
    index: Literal["two_city", "four_city", "eleven_city", "primate_share"]


class ConcentrationMeasure(MeasureBase):
    """Concentration of residents over the children or the leaves of the zone."""

    kind: Literal["concentration"]
    index: Literal["hoover", "gini", "theil", "herfindahl", "rank_size_slope"]
    over: Literal["children", "leaves"] = "children"


MeasureModel = Annotated[
    PopulationMeasure | ProductMeasure | ShareMeasure | ZoneRatioMeasure | DensityMeasure | WeightedDensityMeasure
    | GrowthMeasure | AnnualGrowthMeasure | UrbanisationMeasure | DependencyMeasure | AgeingMeasure
    | CompositionMeasure | SexRatioMeasure | ProductivityMeasure | PrimacyMeasure | ConcentrationMeasure,
    Field(discriminator="kind"),
]  # fmt: skip
