"""What an explanation says in words, in Chinese and English."""

from typing import Any

from app.domain.explain import Part

Text = dict[str, Any]

ROLES: dict[str, tuple[str, str]] = {
    "zone": ("区域人口", "persons of the zone"),
    "denominator": ("分母人口", "persons of the denominator"),
    "area": ("土地面积", "land area"),
    "end": ("期末人口", "persons at the end"),
    "start": ("期初人口", "persons at the start"),
    "urban": ("城镇人口", "urban residents"),
    "residents": ("常住人口", "residents"),
    "young": ("少儿人口", "the young"),
    "old": ("老年人口", "the old"),
    "working": ("劳动年龄人口", "working ages"),
    "part": ("该部分人口", "the part"),
    "males": ("男性人口", "males"),
    "females": ("女性人口", "females"),
    "product": ("产值", "product"),
    "workers": ("从业人口", "workers"),
}
_NAMES = {"population": ("人口变化", "population"), "boundary": ("区划调整", "boundary changes"),
          "definition": ("口径变化", "the definition")}  # fmt: skip
_NONE = {
    "boundary": (
        "两期之间没有跨越其边界的区划调整，合计可直接比较",
        "no boundary change crossed its edge between the dates, so that its totals compare exactly",
    ),
    "definition": ("两期口径相同", "the definition is the same at both dates"),
    "population": ("人口没有带来变化", "population changed nothing"),
}


def text(zh: str, en: str) -> Text:
    """Return a text in both languages."""
    return {"zh": zh, "en": en}


def role_label(role: str) -> Text:
    """Return what a term of a formula is called."""
    return text(*ROLES.get(role, (role, role)))


def part_text(part: Part, display: str | None, unit: str, *, internal: int, crossing: int) -> Text:
    """Return a sentence on one part of a change."""
    zh, en = _NAMES[part.name]
    if part.value is None:
        return text(f"{zh}无法单独分离：{part.reason}", f"{en} cannot be told apart: {part.reason}")
    if part.name == "boundary" and not crossing and internal:
        return text(
            f"期间有{internal}次区划调整发生在区域内部，合计不受影响",
            f"{internal} boundary change(s) between the dates stayed inside, which leaves the totals exact",
        )
    if part.value == 0:
        return text(*_NONE[part.name])
    zh_unit = {"points": "个百分点", "persons": "人", "persons/km²": "人/平方公里"}.get(unit, unit)
    told = text(
        f"{zh}带来{display}{zh_unit}", f"{en} account(s) for {display} {unit}".replace("(s)", _plural(part.name))
    )
    if part.status is not None and part.status.value == "E":
        told = text(told["zh"] + "（含推算数）", told["en"] + " (rests on estimates)")
    return told


def _plural(name: str) -> str:
    return "" if name == "boundary" else "s"


def no_change_text(reason: str | None) -> Text:
    """Return a sentence on a change that cannot be given."""
    return text(f"无法计算变化：{reason}", f"the change cannot be computed: {reason}")
