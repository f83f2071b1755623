"""census/census-2020-townships.csv: published townships, and estimates (status E) for the others.

The bulletin's total of a county, less its published townships, is shared out over the rest by village-level units.
Published sums over groups of townships are met first; only the five townships named in the release exceed 200,000.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.build.allocation import share_out
from geodata.build.calibration import Case, LeftOut, fit, leave_one_out, mean_absolute_error
from geodata.build.census import CENSUS_2020, HEADER
from geodata.build.files import Folders, Row, write_json, write_table
from geodata.build.weights import Features, features, total

LARGEST_UNPUBLISHED = 200_000
REST = "rest"  # a group that takes what its county has left


@dataclass(frozen=True, slots=True)
class Known:
    """All that is published."""

    towns: list[Row]
    counties: dict[str, int]
    groups: list[Row]
    features: dict[str, Features]

    def of(self, county: str) -> list[str]:
        """Codes of a county's townships."""
        return [row["code"] for row in self.towns if row["parent"] == county]

    @property
    def published(self) -> dict[str, int]:
        """Residents of townships that have a published count."""
        return {row["code"]: int(row["residents_2020"]) for row in self.towns if row["residents_2020"]}


def build(folders: Folders) -> None:
    """Write the township counts and estimate.json."""
    known = _known(folders)
    cases = [*_township_cases(known), *_group_cases(known)]
    urban, core = fit(cases)
    left_out = leave_one_out(cases)
    error = mean_absolute_error(left_out)
    estimates = {c: n for county in known.counties for c, n in _county(known, county, urban, core).items()}
    method = (
        f"county total less published townships, shared out by village-level units (urban class +{urban:g}, main urban "
        f"area +{core:g}), within published group sums and 200,000; leave-one-out mean error {error:.0%}"
    )
    lines = [_published(row) if row["residents_2020"] else _estimated(row, estimates, method) for row in known.towns]
    write_table(folders.out / "census/census-2020-townships.csv", HEADER, lines)
    write_json(folders.out / "estimate.json", _report(urban, core, cases, left_out, method))


def _known(folders: Folders) -> Known:
    towns = [row for row in folders.inputs("townships.csv") if row["parent"] != "330300"]
    bulletin = {row["code"]: int(row["resident_population"]) for row in folders.inputs("census_2020_bulletin.csv")}
    parents = {row["parent"] for row in towns}
    counties = {code: count for code, count in bulletin.items() if code in parents}
    return Known(towns, counties, folders.inputs("groups.csv"), features(towns))


def _township_cases(known: Known) -> list[Case]:
    """Each published township, to be shared out from what the other published ones leave of its county."""
    names = {row["code"]: (row["name_zh"], row["parent"]) for row in known.towns}
    cases = []
    for code, count in known.published.items():
        name, county = names[code]
        others = {c for c in known.of(county) if c in known.published and c != code}
        whole = total([known.features[c] for c in known.of(county) if c not in others])
        left = known.counties[county] - sum(known.published[c] for c in others)
        cases.append(Case(name, count, known.features[code], whole, left, township=True))
    return cases


def _group_cases(known: Known) -> list[Case]:
    """Published sums, to be shared out from what the published townships leave of the county."""
    cases = []
    for group in known.groups:
        if group["rule"] != REST:
            free = [code for code in known.of(group["parent"]) if code not in known.published]
            published = sum(known.published.get(code, 0) for code in known.of(group["parent"]))
            part = total([known.features[code] for code in group["members"].split()])
            whole = total([known.features[code] for code in free])
            left = known.counties[group["parent"]] - published
            cases.append(Case(group["id"], int(group["residents_2020"]), part, whole, left, township=False))
    return cases


def _county(known: Known, county: str, urban: float, core: float) -> dict[str, int]:
    """Estimates for a county: smaller groups first, then what larger groups and the county have left."""
    fixed = {code: count for code, count in known.published.items() if code in known.of(county)}
    wholes = [(g["members"].split(), int(g["residents_2020"])) for g in _groups(known, county)]
    for members, count in [*wholes, (known.of(county), known.counties[county])]:
        free = [code for code in members if code not in fixed]
        left = count - sum(fixed[code] for code in members if code in fixed)
        weights = {code: known.features[code].weight(urban, core) for code in free}
        fixed |= share_out(left, weights, LARGEST_UNPUBLISHED)
    return fixed


def _groups(known: Known, county: str) -> list[Row]:
    rows = [group for group in known.groups if group["parent"] == county and group["rule"] != REST]
    return sorted(rows, key=lambda group: len(group["members"]))


def _published(row: Row) -> tuple[object, ...]:
    count, status, half = row["residents_2020"], row["status_2020"], row["half_width_2020"]
    return row["code"], "resident_population", CENSUS_2020, count, status, half, row["source_2020"], ""


def _estimated(row: Row, estimates: dict[str, int], method: str) -> tuple[object, ...]:
    count = estimates[row["code"]]
    return row["code"], "resident_population", CENSUS_2020, count, "E", None, "polycentre-estimate", method


def _report(urban: float, core: float, cases: list[Case], left_out: list[LeftOut], method: str) -> dict[str, object]:
    return {
        "method": method,
        "weights": {"village_unit": 1, "urban_unit": urban, "core_urban_unit": core},
        "leave_one_out": {
            "mean_absolute_error": round(mean_absolute_error(left_out), 3),
            "caution": "published townships are mostly the largest of their county; errors of small ones may be larger",
            "townships": [
                {"name": one.case.label, "published": one.case.published, "estimate": round(one.estimate),
                 "error": round(one.error, 3)}
                for one in left_out
            ],
        },
        "groups_unconstrained": [
            {"id": case.label, "published": case.published, "estimate": round(case.estimate(urban, core))}
            for case in cases if not case.township
        ],
    }  # fmt: skip
