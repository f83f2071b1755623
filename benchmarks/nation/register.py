"""The register of a made-up nation: provinces, prefectures, counties and townships, with codes, names and counts."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.nation.land import Indices, Land, Numbers

SOURCE = "made-up"
DATE, EARLIER = "2020-11-01", "2010-11-01"
_FIRST_PROVINCE = 11
_PREFECTURES, _COUNTIES, _TOWNSHIPS = 11, 9, 14  # to a province, a prefecture, a county, on average
_OWN_LEAF = 400  # one county in so many has a single township and is its own leaf instead
_FIRST = "云青白石金长安东南西北江河湖海山林田丰和平永宁清明大兴新义"
_FIRST_PINYIN = (
    *("yun", "qing", "bai", "shi", "jin", "chang", "an", "dong", "nan", "xi", "bei", "jiang", "he", "hu", "hai"),
    *("shan", "lin", "tian", "feng", "he", "ping", "yong", "ning", "qing", "ming", "da", "xing", "xin", "yi"),
)
_SECOND = "川岭桥溪阳原谷泉洲岸峰港城堡塘坪湾浦沙陵"
_SECOND_PINYIN = (
    *("chuan", "ling", "qiao", "xi", "yang", "yuan", "gu", "quan", "zhou", "an"),
    *("feng", "gang", "cheng", "bao", "tang", "ping", "wan", "pu", "sha", "ling"),
)
_COLUMNS = ("unit", "code", "level", "kind", "name_zh", "name_en", "pinyin", "parent", "valid_from", "valid_to")
_KINDS = {
    "province": ("省", "省", "sheng"),
    "prefecture": ("地级市", "市", "shi"),
    "county": ("县", "县", "xian"),
    "township": ("镇", "镇", "zhen"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit of the register."""

    code: str
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """All units, from the top down, and the code of each cell of the land, in the order of the cells."""

    entries: tuple[Entry, ...]
    leaves: tuple[str, ...]


def make_register(land: Land) -> Register:
    """Divide the land into provinces of prefectures of counties of townships that lie together."""
    seeds = land.seeds[land.is_land]
    county_of = _divided(seeds, max(len(seeds) // _TOWNSHIPS, 1))
    counties = int(county_of.max()) + 1
    entries: list[Entry] = []
    codes: list[str] = []
    for number in range(counties):
        prefecture, county = divmod(number, _COUNTIES)
        province, place = divmod(prefecture, _PREFECTURES)
        top = f"{_FIRST_PROVINCE + province}0000"
        middle = f"{top[:2]}{place + 1:02}00"
        if number % (_COUNTIES * _PREFECTURES) == 0:
            entries.append(Entry(top, "province", None))
        if number % _COUNTIES == 0:
            entries.append(Entry(middle, "prefecture", top))
        codes.append(f"{middle[:4]}{county + 21:02}")
        entries.append(Entry(codes[-1], "county", middle))
    leaves = np.empty(len(seeds), dtype=object)
    for number, code in enumerate(codes):
        inside = np.flatnonzero(county_of == number)
        if len(inside) == 1:
            leaves[inside] = code
            continue
        for place, cell in enumerate(inside):
            leaves[cell] = f"{code}{place + 100}"
            entries.append(Entry(leaves[cell], "township", code))
    return Register(tuple(entries), tuple(leaves))


def _divided(seeds: Numbers, parts: int) -> Indices:
    """Halve the land again and again, across its longer side, until there are so many parts; number them."""
    number = np.zeros(len(seeds), dtype=np.intp)
    waiting = [(np.arange(len(seeds)), parts)]
    done = 0
    while waiting:
        members, wanted = waiting.pop()
        if wanted == 1:
            number[members] = done
            done += 1
            continue
        axis = int(np.ptp(seeds[members], axis=0).argmax())
        order = members[np.argsort(seeds[members, axis], kind="stable")]
        half = wanted // 2
        # Now and then a county is cut off that is a single unit: its own leaf.
        alone = wanted == 2 and int(order[0]) % (_OWN_LEAF // 2) == 0  # noqa: PLR2004
        at = 1 if alone else len(order) * half // wanted
        waiting += [(order[at:], wanted - half), (order[:at], half)]
    return number


def units_csv(register: Register) -> bytes:
    """Return the register as the importer reads it."""
    rows = ([e.code, e.code, e.level, *_names(e), e.parent or "", "", ""] for e in register.entries)
    return _csv(_COLUMNS, rows)


def _names(entry: Entry) -> tuple[str, str, str, str]:
    """Return kind and names, the same for a code at every run."""
    number = int(entry.code)
    first, second = number * 7919 % len(_FIRST), number // 7 * 104729 % len(_SECOND)
    kind, suffix, spoken = _KINDS[entry.level]
    pinyin = f"{_FIRST_PINYIN[first]} {_SECOND_PINYIN[second]}"
    return kind, f"{_FIRST[first]}{_SECOND[second]}{suffix}", pinyin.replace(" ", "").title(), f"{pinyin} {spoken}"


def census_csv(register: Register, seed: int, *, full: bool) -> bytes:
    """Return counts of every unit, wide: residents, and in a full census also sex, age and urban residents."""
    random = np.random.default_rng(seed)
    leaves = register.leaves
    people = np.clip(random.lognormal(10, 0.8, len(leaves)), 300, 900_000).astype(np.int64)
    columns = {"resident_population": people}
    if full:
        for names, shares in (
            (("urban_population", "rural_population"), (0.62,)),
            (("male_population", "female_population"), (0.51,)),
            (("age_0_14", "age_15_59", "age_60_plus"), (0.17, 0.64)),
        ):
            columns |= _parts(random, people, names, shares)
    table = np.column_stack(list(columns.values()))
    totals = {code: table[number] for number, code in enumerate(leaves)}
    for entry in reversed(register.entries):  # from the bottom up
        if entry.parent:
            totals[entry.parent] = totals.get(entry.parent, 0) + totals[entry.code]
    return _csv(["unit", *columns], ([entry.code, *totals[entry.code]] for entry in register.entries))


def _parts(
    random: np.random.Generator, people: Indices, names: Sequence[str], shares: Sequence[float]
) -> dict[str, Indices]:
    rest, made = people.copy(), {}
    for name, share in zip(names, shares, strict=False):
        made[name] = np.minimum((people * share * random.uniform(0.7, 1.3, len(people))).astype(np.int64), rest)
        rest -= made[name]
    return made | {names[-1]: rest}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
