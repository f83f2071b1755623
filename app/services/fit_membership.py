"""Propose memberships for a zone whose members a plan does not print."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.facts import Facts
from app.domain.fit import Candidate, Wanted, fit
from app.domain.interval import Interval
from app.domain.observation import Observation
from app.domain.plan import Plan, PublishedFigure, Zone
from app.domain.printed import printed_figure
from app.domain.verdict import PRINTED_UNITS, printed_interval
from app.domain.what_if import MembershipError, changeable_zone
from app.errors import Unprocessable
from app.services.find_plan import find_plan
from app.services.fit_rows import Printed, Scene, candidates_row, proposal_row, wanted_row
from app.services.load_plans import Plans
from app.services.periods import one_period

Row = dict[str, Any]
MOST_CANDIDATES = 400
INFERRED = {
    "zh": "由推算数反推的成员，并非规划所载；符合者可能还有很多",
    "en": "inferred from estimates, not printed in the plan; many other memberships may fit as well",
}


@dataclass(frozen=True, slots=True)
class FitQuery:
    """A request for a fit, as it came; tolerances come on top of what rounding leaves."""

    zone: str
    period: str
    count: int | None
    candidates: tuple[str, ...] | None
    persons_tolerance: int
    area_tolerance_km2: Fraction
    solutions: int
    min_difference: int
    seconds: float


def fit_membership(facts: Facts, plans: Plans, plan_id: str, query: FitQuery) -> tuple[Row, Row]:
    """Return the resolved query and the memberships that meet what is printed, or the nearest one."""
    scene = _scene(facts, plans, find_plan(plans, plan_id), query)
    wanted = scene.printed.wanted
    found = fit(_candidates(scene), wanted, most=query.solutions, apart=query.min_difference, seconds=query.seconds)
    shared = set.intersection(*(set(p.members) for p in found.proposals)) if found.proposals else set()
    resolved = {
        "plan": scene.plan.id, "plan_version": scene.plan.version, "zone": query.zone, "period": scene.day.isoformat(),
        "solutions": query.solutions, "min_difference": query.min_difference, "seconds": query.seconds,
    }  # fmt: skip
    return resolved, {
        "wanted": wanted_row(scene.printed),
        "candidates": candidates_row(scene),
        "proposals": [proposal_row(scene, proposal) for proposal in found.proposals],
        "in_every_proposal": [scene.name(row.unit) for row in scene.observed if row.unit in shared],
        "exhausted": found.exhausted,
        "nearest": found.nearest and proposal_row(scene, found.nearest),
        "conflicts": [{"without": name, "possible": can} for name, can in found.possible_without.items()],
        "inferred": INFERRED,
    }


def _scene(facts: Facts, plans: Plans, plan: Plan, query: FitQuery) -> Scene:
    day = one_period(query.period, facts.reference_dates())
    zone = _zone(plan, query.zone)
    if query.candidates is None:
        areas, kinds = zone.candidates or (zone.territory or plan.territory,), zone.candidate_kinds
    else:
        areas, kinds = tuple(_unit(facts, code, plan.reference_date) for code in query.candidates), ()
    printed = _printed(plan, zone, query, day)
    observed = _observed(facts, zone, _units(facts, plan, zone, areas, kinds), day)
    return Scene(facts, plans, plan, zone, printed, observed, areas, kinds, day)


def _zone(plan: Plan, zone_id: str) -> Zone:
    try:
        zone = changeable_zone(plan, zone_id)
    except MembershipError as error:
        raise Unprocessable(f"{str(error)[:1].upper()}{str(error)[1:]}.", "zone") from None
    if zone.membership != "not_enumerated":
        raise Unprocessable(f"The members of zone {zone_id} are printed; there is nothing to infer.", "zone")
    return zone


def _printed(plan: Plan, zone: Zone, query: FitQuery, day: dt.date) -> Printed:
    """The printed number of members, persons and density (which gives the area), as intervals."""
    population, density = (_figure(plan, zone, kind, day) for kind in ("population", "density"))
    count = query.count or zone.member_count
    persons, area = None, None
    if population is not None:
        printed = _interval(population)
        if density is not None:
            per_km2, slack = _interval(density), query.area_tolerance_km2
            area = Interval(printed.lower / per_km2.upper - slack, printed.upper / per_km2.lower + slack)
        persons = Interval(printed.lower - query.persons_tolerance, printed.upper + query.persons_tolerance)
    if count is None and persons is None:
        raise Unprocessable(f"The plan prints neither members nor residents of {zone.id} for {day.year}.", "period")
    return Printed(Wanted(None if count is None else Interval.around(count, 0), persons, area), population, density)


def _figure(plan: Plan, zone: Zone, kind: str, day: dt.date) -> PublishedFigure | None:
    """What the plan prints for the zone's residents or density in the year."""
    measures = (m for m in plan.measures if (m.zone, m.kind, m.indicator) == (zone.id, kind, "resident_population"))
    figures = (printed_figure(plan, measure.id, str(day.year)) for measure in measures)
    return next((figure for figure in figures if figure), None)


def _interval(figure: PublishedFigure) -> Interval:
    return printed_interval(figure.printed_value, figure.decimals).scaled(1 / PRINTED_UNITS[figure.unit])


def _units(facts: Facts, plan: Plan, zone: Zone, areas: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The leaves that may be members: of the areas named and of the kinds the plan speaks of."""
    day = plan.reference_date
    versions = [facts.version_at(leaf, day) for area in areas for leaf in facts.leaves(area, day)]
    chosen = [v.unit for v in versions if v is not None and (not kinds or v.kind in kinds)]
    chosen = list(dict.fromkeys([*chosen, *zone.certain_members]))
    if not chosen or len(chosen) > MOST_CANDIDATES:
        raise Unprocessable(f"There must be 1 to {MOST_CANDIDATES} candidates; here are {len(chosen)}.", "candidates")
    return chosen


def _observed(facts: Facts, zone: Zone, units: Sequence[str], day: dt.date) -> tuple[Observation, ...]:
    """The count of each candidate, all from one dataset."""
    dataset = facts.dataset_for(["resident_population"], units, day)
    if dataset is None:
        raise Unprocessable(f"No dataset counts every candidate of {zone.id} on {day}.", "period")
    rows = (facts.observation(dataset, unit, "resident_population", day) for unit in units)
    return tuple(row for row in rows if row is not None)


def _candidates(scene: Scene) -> list[Candidate]:
    found = []
    for row in scene.observed:
        version = scene.facts.version_at(row.unit, scene.plan.reference_date)
        if version is None or version.area_km2 is None or row.value is None:
            raise Unprocessable(f"{row.unit} has no area or no count and cannot be a candidate.", "candidates")
        certain = row.unit in scene.zone.certain_members
        found.append(Candidate(row.unit, row.value, Fraction(version.area_km2), certain))
    return found


def _unit(facts: Facts, code: str, day: dt.date) -> str:
    unit = facts.resolve_code(code, day)
    if unit is None:
        raise Unprocessable(f"Unknown code {code!r} on {day}.", "candidates")
    return unit
