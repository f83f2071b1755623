"""The collections: counties, townships and the zones of the plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from app.errors import NotFound


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of features, in words; `level` is the level of its units, or zone; `layer` its vector tiles."""

    id: str
    level: Literal["county", "township", "zone"]
    title: Mapping[str, str]
    description: Mapping[str, str]

    @property
    def layer(self) -> str:
        """Return the id of the tile layer that draws the same features."""
        return self.level


_ALL = (
    Collection(
        "counties",
        "county",
        {"zh": "县级单元", "en": "Counties"},
        {
            "zh": "区、县与县级市的边界及最新人口指标。",
            "en": "Districts, counties and county-level cities: outlines with the latest population indicators.",
        },
    ),
    Collection(
        "townships",
        "township",
        {"zh": "乡级单元", "en": "Townships"},
        {
            "zh": "全部末级单元：街道、镇、乡，以及不设乡级的县级单元。"
            "precision_class 为 schematic 的是示意边界，不可用于定位。",
            "en": "All leaf units: townships, and counties without townships, with the latest population indicators. "
            "Where precision_class is schematic, the outline must not locate a point.",
        },
    ),
    Collection(
        "zones",
        "zone",
        {"zh": "规划分区", "en": "Plan zones"},
        {
            "zh": "各规划的分区，由其成员单元合并而成；不同规划的分区相互重叠。"
            "规划未列明成员的分区没有边界，不是要素。",
            "en": "Zones of the plans, dissolved from their members; zones of different plans overlap. A zone whose "
            "members its plan does not print has no outline and is no feature here.",
        },
    ),
)


def collections() -> Mapping[str, Collection]:
    """Return all collections by id."""
    return MappingProxyType({collection.id: collection for collection in _ALL})


def find_collection(name: str) -> Collection:
    """Return a collection; raises NotFound with the ones there are."""
    known = collections()
    if name not in known:
        raise NotFound(f"No collection {name[:60]!r}; collections here: {', '.join(known)}.", "collectionId")
    return known[name]
