"""What the documents say to people, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

_ABOUT_ZH = (
    "乡级与县级边界、规划分区及其最新人口指标，按 OGC API 要素标准提供；"
    "数值与本服务其他格式完全一致，均注明时点与状态。"
)
_ABOUT_EN = (
    "Outlines of townships, counties and plan zones with their latest population indicators, as OGC API Features. "
    "The numbers are those of every other format of this service, each with its reference date and status."
)

_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "title": ("Polycentre 人口分布要素服务", "Polycentre population distribution"),
    "description": (_ABOUT_ZH, _ABOUT_EN),
    "landing": ("首页", "Landing page"),
    "conformance": ("符合性声明", "Conformance declaration"),
    "api": ("接口定义", "API definition"),
    "collections": ("要素集合", "Collections"),
    "items": ("要素", "Features"),
    "item": ("要素", "Feature"),
    "queryables": ("可查询属性", "Queryables"),
    "schema": ("要素结构", "Schema of the features"),
    "next": ("下一页", "Next page"),
    "prev": ("上一页", "Previous page"),
    "geometry": ("几何", "Outline of the feature"),
})  # fmt: skip


def text(lang: str, name: str) -> str:
    """Return a text in a language."""
    return _TEXTS[name][0 if lang == "zh" else 1]
