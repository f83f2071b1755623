"""The styles that are served: what each shows, and which parameters it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.errors import NotFound
from app.repositories.pointer import ReleaseName

CLASSED = ("period", "lang", "method", "k", "ramp", "reverse", "pooled")


@dataclass(frozen=True, slots=True)
class Style:
    """A style; ``indicator`` and ``level`` are those of a choropleth, ``method`` its usual way to class."""

    id: str
    title_zh: str
    title_en: str
    about_zh: str
    about_en: str
    parameters: tuple[str, ...]
    indicator: str = ""
    level: str = ""
    method: str = ""


_ALL = (
    Style("density", "人口密度", "Population density", "各乡镇街道每平方千米的常住人口",
          "Residents per km² of each township", CLASSED, "density_per_km2", "township", "quantile"),
    Style("share", "常住人口占全市比重", "Share of the prefecture's residents", "各乡镇街道常住人口占全市的比重",
          "Which part of the prefecture's residents live in each township", CLASSED, "share_of_prefecture",
          "township", "quantile"),
    Style("growth", "常住人口增长", "Growth of residents", "各县（市、区）常住人口较上一统计时点的增长，以零为界",
          "Growth of each county's residents since the reference date before, with zero as the divide", CLASSED,
          "growth", "county", "quantile"),
    Style("zones", "规划分区", "Plan zones", "各规划划定的分区，虚线为描述性范围",
          "The zones that plans draw; dashed where a plan only describes them", ("plan", "period", "lang")),
    Style("labels", "地名注记", "Place names", "县级与乡级单位的名称，可叠加在其他图上",
          "Names of counties and townships, to lay over another map", ("period", "lang")),
)  # fmt: skip
STYLES: Mapping[str, Style] = MappingProxyType({style.id: style for style in _ALL})


def find_style(name: str) -> Style:
    """Return a style by id; raises NotFound."""
    if name not in STYLES:
        raise NotFound(f"Unknown style {name[:80]!r}; the styles are {', '.join(STYLES)}.", "style")
    return STYLES[name]


def list_styles(release: ReleaseName, base: str) -> list[dict[str, Any]]:
    """Return every style with its addresses: one that follows the current release, one that never changes."""
    return [
        {
            "id": style.id,
            "title": {"zh": style.title_zh, "en": style.title_en},
            "description": {"zh": style.about_zh, "en": style.about_en},
            "indicator": style.indicator or None,
            "level": style.level or None,
            "parameters": [*style.parameters],
            "url": f"{base}/styles/{style.id}.json",
            "release_url": f"{base}/styles/{release.number}/{style.id}.json",
        }
        for style in STYLES.values()
    ]
