"""What a client needs to draw the legend of a style: words in both languages, colours, counts and layers."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.domain.indicator import Indicator
from app.domain.observation import Status
from app.services.styles.ink import Json

_UNITS_ZH: Mapping[str, str] = MappingProxyType(
    {"persons": "人", "households": "户", "persons/km²": "人/km²", "males per 100 females": "男/百女"}
)
_STATUS = MappingProxyType({status.value: status.name.lower().replace("_", " ") for status in Status})


def legend(indicator: Indicator, date: str, found: Mapping[str, Any]) -> Json:
    """Return the legend of a choropleth from the answer of ``classify``."""
    classes: Sequence[Json] = found["classes"]
    unit = classes[0]["label"]["lower"]["unit"]
    normal = Status.NORMAL.value
    unsure = {code: number for code, number in found["values"]["by_status"].items() if code != normal}
    return {
        "title": {"zh": indicator.label_zh, "en": indicator.label_en},
        "unit": {"zh": _UNITS_ZH.get(unit, unit), "en": unit},
        "reference_date": date,
        "entries": [
            {key: entry[key] for key in ("lower", "upper", "closed", "count", "colour")}
            | {"label": class_label(entry), "layer": f"{indicator.id}-class-{number}"}
            for number, entry in enumerate(classes, 1)
        ],
        "no_data": {
            "label": {"zh": "无数据", "en": "No data"},
            "colour": found["no_data"]["colour"],
            "count": found["no_data"]["count"],
            "layer": f"{indicator.id}-no-data",
        },
        "not_normal": {
            "label": {"zh": "估计或有说明的数值", "en": "Estimated, or a value with a remark"},
            "by_status": {code: {"count": number, "meaning": _STATUS[code]} for code, number in unsure.items()},
            "count": sum(unsure.values()),
            "layer": f"{indicator.id}-not-normal",
        },
    }


def class_label(entry: Json) -> Json:
    """Return a class as people read it; the closure stands beside it."""
    low, high = (entry["label"][side] for side in ("lower", "upper"))
    text = f"{low['value']} – {high['value']}"
    return {"zh": f"{text} {_UNITS_ZH.get(low['unit'], low['unit'])}", "en": f"{text} {low['unit']}"}


def remark(found: Mapping[str, Any]) -> str:
    """Return what belongs beside the sources when values are not counts; empty when all are."""
    statuses = found["values"]["by_status"]
    estimated, total = statuses.get(Status.ESTIMATED.value, 0), sum(statuses.values())
    return f"{total} 个单元中 {estimated} 个为估计值 {estimated} of {total} values estimated" if estimated else ""
