"""The properties of each collection's features: their identity, their outline, and the latest indicators."""

from collections.abc import Iterable, Mapping

from app.domain.indicator import indicators
from app.domain.observation import Status
from app.domain.queryable import PropertyType, Queryable

_STATUSES = tuple(status.value for status in Status)
_PRECISION = ("official", "generalised", "schematic")

_NAMES = (
    Queryable("name", "text", "名称（中文）", "Name (Chinese)"),
    Queryable("name_zh", "text", "中文名称", "Chinese name"),
    Queryable("name_en", "text", "英文名称", "English name"),
)
_OUTLINE = (
    Queryable("area_km2", "number", "面积", "Area", "km²"),
    Queryable("precision_class", "text", "边界精度；示意边界不可用于定位",
              "Precision of the outline; a schematic one must not locate a point", values=_PRECISION),
    Queryable("boundary_vintage", "date", "边界版本日期", "Vintage of the outline"),
    Queryable("valid_from", "date", "有效期首日", "First day on which the feature holds"),
    Queryable("valid_to", "date", "失效首日；空为至今有效",
              "First day on which it holds no longer; null while it does"),
    Queryable("source", "text", "边界来源", "Source of the outline"),
)  # fmt: skip
UNIT = (
    Queryable(
        "code",
        "text",
        "代码（GB/T 2260 及统计用代码）",
        "Code of the statistical code list; the id is the same as a number",
    ),
    *_NAMES,
    Queryable("level", "text", "层级", "Level", values=("county", "township")),
    Queryable("kind", "text", "类型", "Kind"),
    Queryable("parent", "text", "上级代码", "Code of the unit it belongs to"),
    Queryable("area_source", "text", "面积来源", "Source of the area"),
    *_OUTLINE,
)
ZONE = (
    Queryable("code", "text", "规划与分区代码", "Plan and zone, as plan/zone"),
    *_NAMES,
    Queryable("level", "text", "层级", "Level", values=("zone",)),
    Queryable("plan", "text", "规划", "Id of the plan"),
    Queryable("zone", "text", "分区", "Id of the zone within the plan"),
    Queryable("parent", "text", "规划范围代码", "Code of the plan's territory"),
    Queryable("membership", "text", "成员依据", "How the plan names the members", values=("enumerated", "descriptive")),
    Queryable("clause", "text", "条款", "Clause that draws the zone"),
    *_OUTLINE,
)
# The indicators of a zone, and the kinds of plan measures that give them.
ZONE_MEASURES: Mapping[str, str] = {
    "resident_population": "population",
    "density_per_km2": "density",
    "share": "share",
    "growth": "growth",
}
_SHARE = ("占规划范围比重", "Share of the plan's denominator", "fraction")


def unit_properties(known: Iterable[str]) -> dict[str, Queryable]:
    """Return the properties of units, with those indicators that some unit has."""
    wanted = set(known)
    values: list[Queryable] = []
    for entry in indicators().values():
        if entry.id in wanted:
            about = entry.label_zh, entry.label_en, entry.unit
            values += _value(entry.id, about, counted=entry.kind == "counted")
    return {queryable.name: queryable for queryable in (*UNIT, *values)}


def zone_properties() -> dict[str, Queryable]:
    """Return the properties of zones; their numbers are measures of their plan."""
    values: list[Queryable] = []
    for name in ZONE_MEASURES:
        entry = indicators().get(name)
        about = (entry.label_zh, entry.label_en, entry.unit) if entry else _SHARE
        values += _value(name, about, counted=name == "resident_population")
    return {queryable.name: queryable for queryable in (*ZONE, *values)}


def _value(name: str, about: tuple[str, str, str], *, counted: bool) -> list[Queryable]:
    zh, en, unit = about
    kind: PropertyType = "integer" if counted else "number"
    return [
        Queryable(name, kind, zh, en, unit),
        Queryable(f"{name}_status", "text", f"{zh}：状态", f"{en}: status (SDMX CL_OBS_STATUS)", values=_STATUSES),
        Queryable(f"{name}_date", "date", f"{zh}：时点", f"{en}: reference date"),
    ]
