"""What headings of columns mean, in the words that statistics bureaus, planners and map programs use."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping

CODE, NAME, COUNTY, IGNORE, VALUE = "unit", "name", "county", "ignore", "value"
# The fields that say which unit a row or feature is about.
TELLING = (CODE, NAME, COUNTY)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Fields of a row, by heading. Headings are compared without case, spaces, brackets and what they hold.
FIELDS: Mapping[str, tuple[str, ...]] = {
    CODE: _words(
        "unit code gb gbcode adcode pac xzqdm xzqhdm qhdm xzdm towncode unitcode 代码 编码 区划代码 行政区划代码 "
        "行政区代码 统计用区划代码 区划码 区划编码 单位代码 地区代码 乡镇代码 乡镇街道代码 街道代码 行政代码 "
        "行政区划编码"
    ),
    NAME: _words(
        "name name_zh xzqmc xzmc xzqhmc townname unitname town township area mc 名称 地区 乡镇街道 街道乡镇 乡镇 "
        "街道 单位 单位名称 地区名称 行政区名称 区划名称 行政区划名称 乡镇名称 街道名称 乡镇街道名称 镇街 镇街名称 "
        "区域 行政区划 乡镇级 镇乡街道"
    ),
    COUNTY: _words(
        "county countycode county_code countyname district parent xmc qxmc qxdm 县 区县 县市区 县区 区县名称 "
        "所属县 所属区县 县级 上级 县市区名称 区县代码 所属县市区"
    ),
    "reference_date": _words("reference_date date 日期 时点 标准时点 统计时点"),
    "status": _words("status 状态 数据状态"),
    "half_width": _words("half_width 误差 取整误差"),
    "source": _words("source 来源 数据来源"),
    "method": _words("method 方法"),
    "indicator": _words("indicator 指标"),
    "value": _words("value 值 数值"),
    IGNORE: _words("序号 编号 no number id fid objectid 备注 note notes remark 排名 位次"),
}

# What is counted, by heading; the words of the registers (常住人口 …) are added to these.
COUNTS: Mapping[str, tuple[str, ...]] = {
    "resident_population": _words(
        "resident_population residents residentpopulation permanentresidents 常住人口 常住人口数 常住总人口 "
        "常住人口合计 合计 总计 人口合计 常住人口总数 常住人口总计"
    ),
    "urban_population": _words("urban_population urban 城镇人口 城镇 城镇常住人口"),
    "rural_population": _words("rural_population rural 乡村人口 乡村 农村人口 乡村常住人口"),
    "male_population": _words("male_population male males 男 男性 男性人口 男性人口数"),
    "female_population": _words("female_population female females 女 女性 女性人口 女性人口数"),
    "age_0_14": _words("age_0_14 0-14 0-14岁 0-14岁人口"),
    "age_15_59": _words("age_15_59 15-59 15-59岁 15-59岁人口"),
    "age_15_64": _words("age_15_64 15-64 15-64岁 15-64岁人口"),
    "age_60_plus": _words("age_60_plus 60+ 60岁及以上 60岁及以上人口 60岁以上 60岁以上人口"),
    "age_65_plus": _words("age_65_plus 65+ 65岁及以上 65岁及以上人口 65岁以上 65岁以上人口"),
    "households": _words("households 户数 家庭户户数 家庭户数 家庭户"),
    "household_population": _words("household_population 家庭户人口 家庭户人口数"),
    "registered_population": _words("registered_population registered 户籍人口 户籍人口数 户籍总人口 年末户籍人口"),
}

# Words that name a population without saying which: a guess would mix residents and the registered.
AMBIGUOUS = frozenset({"人口", "人口数", "总人口", "年末总人口", "population", "totalpopulation"})
# Ratios and areas that stand in such tables beside counts, and are no counts.
_NO_COUNT = re.compile(
    r"(比重|占比|比例|率|密度|面积|增速|增长|百分比|%|％|‰|share|rate|density|percent|km2|area_)", re.IGNORECASE
)
# Words above a heading that do not change what it counts.
_NEUTRAL = AMBIGUOUS | set(
    _words(
        "性别 按性别分 分性别 性别构成 年龄 按年龄分 分年龄 年龄构成 年龄组 城乡 按城乡分 分城乡 城乡构成 其中 "
        "户数和人口 户数 家庭户"
    )
)
_TOTALS = frozenset({"合计", "总计", "小计", "计", "total"})
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\s*年?末?")
_ENUMERATION = re.compile(r"^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|其中[:：]?|#)")


def plain_heading(heading: str) -> str:
    """Return a heading in small half-width letters, without spaces, brackets, years and what counts the items."""
    text = unicodedata.normalize("NFKC", heading).lower().replace("—", "-").replace("–", "-").replace("~", "-")
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"[(\[【].*?[)\]】]", "", text)
    text = re.sub(r"[①-⑳*†‡]", "", text)
    return _ENUMERATION.sub("", _YEAR.sub("", text)).strip("：:、,/")


def year_in(heading: str) -> int | None:
    """Return the only year that a heading names."""
    years = set(_YEAR.findall(unicodedata.normalize("NFKC", heading)))
    return int(years.pop()) if len(years) == 1 else None


def yearless(heading: str) -> str:
    """Return a heading with ``{year}`` for each year, so that what was said of it holds in another year."""
    return _YEAR.sub(lambda found: found.group(0).replace(found.group(1), "{year}"), heading.strip())


def said_of(said: Mapping[str, str], headings: Collection[str]) -> Callable[[str], str | None]:
    """Return a function that tells what was said of a heading of a file that has these ``headings``.

    What was said of the very heading wins; what was said of a heading that the file lacks holds for that of its year.
    """
    other_years = {yearless(heading): what for heading, what in said.items() if heading not in headings}
    return lambda heading: said.get(heading) or other_years.get(yearless(heading))


def field_of(heading: str) -> str | None:
    """Return the field that a heading means, or None; of ``常住人口/男`` the last step says most.

    What stands above a count must be known too: the males of 出生人口/男 are not those of the residents.
    """
    steps = [step for step in map(plain_heading, heading.split("/")) if step]
    while len(steps) > 1 and steps[-1] in _TOTALS:
        steps.pop()
    if not steps:
        return None
    last, above = steps[-1], steps[:-1]
    for field, spellings in FIELDS.items():
        if last in spellings:
            return field
    if any(_NO_COUNT.search(step) for step in steps):
        return None
    found = next((indicator for indicator, spellings in COUNTS.items() if last in spellings), None)
    residents = COUNTS["resident_population"]
    return found if all(step in residents or step in _NEUTRAL or step == last for step in above) else None


def is_no_count(heading: str) -> bool:
    """Whether a heading names a ratio, an area or a density."""
    return bool(_NO_COUNT.search(plain_heading(heading)))


def is_ambiguous(heading: str) -> bool:
    """Whether a heading names a population without saying which one."""
    return plain_heading(heading.rsplit("/", 1)[-1]) in AMBIGUOUS
