"""The words of a sheet in both languages."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.services.styles.ink import Lang

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "county": ("县级单元", "Counties"),
        "township": ("乡镇街道", "Townships"),
        "missing": ("缺数", "Missing"),
        "not_existing": ("当时不存在", "Not existing then"),
        "suppressed": ("不予公布", "Suppressed"),
        "circles": ("圆面积与数值成比例", "Areas of circles are proportional"),
        "units": ("单元数", "Units"),
        "zones": ("规划分区", "Plan zones"),
        "zone_line": ("规划分区界线", "Plan zone"),
        "county_line": ("县级界线", "County line"),
        "clause": ("依据", "Clause"),
        "members": ("成员", "Members"),
        "bounds": ("区间", "bounds"),
        "printed": ("刊印", "printed"),
        "enumerated": ("规划列明", "listed in the plan"),
        "not_enumerated": ("成员未列明", "members not listed"),
        "descriptive": ("仅有描述", "described only"),
        "reproduced": ("复算一致", "reproduced"),
        "within_rounding": ("在舍入范围内", "within rounding"),
        "differs": ("与刊印不符", "differs"),
        "not_computable": ("无从复算", "cannot be checked"),
        "sources": ("数据来源：", "Sources: "),
        "outline_sources": ("边界来源：", "Outlines: "),
        "approval": ("审图号：", "Map approval no.: "),
        "internal": ("内部使用", "Internal use"),
        "more": ("另有 {n} 个分区，见二维码所指网页", "{n} more zones: see the page behind the code"),
        "estimated": ("{n} / {m} 个为估计值，不是公布数", "{n} of {m} values are estimates, not published counts"),
        "schematic": (
            "部分界线为示意边界，只可着色，不可定位",
            "Some outlines are schematic: good for colour, not for location",
        ),
        "release": ("数据版本 {n}，{day} 发布", "Data release {n}, published {day}"),
        "draft": ("草稿 {n}，未发布，{day} 预览", "Draft {n}, not published, previewed {day}"),
        "reference": ("数据时点 {day}", "Reference date {day}"),
        "projection": ("兰伯特等积方位投影", "Lambert azimuthal equal-area projection"),
        "north": ("北", "N"),
    }
)
_NO_WORD = {"ratio": "", "index": ""}  # the name of the measure says what its number is
_UNITS_ZH: Mapping[str, str] = MappingProxyType(
    {"persons": "人", "households": "户", "persons/km²": "人/km²", "males per 100 females": "男/百女"} | _NO_WORD
)
_UNITS_EN: Mapping[str, str] = MappingProxyType({"万": "×10,000 persons"} | _NO_WORD)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say(word: str, lang: Lang, **values: object) -> str:
    """Return a phrase with its values."""
    return WORDS[word][lang == "en"].format(**values)


def unit_text(unit: str, lang: Lang) -> str:
    """Return a unit of measure as it is written."""
    return (_UNITS_ZH if lang == "zh" else _UNITS_EN).get(unit, unit)


def date_text(day: str | dt.date, lang: Lang) -> str:
    """Return a date in words.

    >>> date_text("2020-11-01", "zh"), date_text("2020-11-01", "en")
    ('2020年11月1日', '1 November 2020')
    """
    date = dt.date.fromisoformat(str(day))
    if lang == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def shown(value: str | None, unit: str, lang: Lang) -> str:
    """Return a displayed number with its unit; percent signs stand close, and large whole numbers are grouped."""
    if value is None:
        return "—"
    whole, dot, rest = value.partition(".")
    grouped = f"{int(whole):,}" if whole.lstrip("-").isdigit() and abs(int(whole)) > 0 else whole
    return f"{grouped}{dot}{rest}{'' if unit == '%' else ' '}{unit_text(unit, lang)}".rstrip()
