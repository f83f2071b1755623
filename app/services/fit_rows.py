"""Proposed memberships as answers: sums, residuals, and what they do to the plan's numbers."""

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.domain.facts import Facts
from app.domain.fit import Proposal, Wanted
from app.domain.interval import Interval
from app.domain.observation import Observation
from app.domain.plan import Plan, PublishedFigure, Zone
from app.domain.trial import try_plan
from app.services.load_plans import Plans
from app.services.measure_item import number
from app.services.try_membership import trial_rows
from app.services.unit_refs import unit_ref

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Printed:
    """What the plan prints of the zone, with the figures it stands in."""

    wanted: Wanted
    persons: PublishedFigure | None
    density: PublishedFigure | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A zone, what is printed of it, and the counts of its candidates on a day."""

    facts: Facts
    plans: Plans
    plan: Plan
    zone: Zone
    printed: Printed
    observed: tuple[Observation, ...]
    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    day: dt.date

    def name(self, unit: str) -> Row:
        """Code and names of a unit as the plan knows it."""
        return unit_ref(self.facts, unit, self.plan.reference_date)


def proposal_row(scene: Scene, proposal: Proposal) -> Row:
    """Return a membership with its sums, how far they lie from the print, and its effect on measures and targets."""
    plan, zone = scene.plan, scene.zone
    zones = tuple(replace(z, membership="enumerated", members=proposal.members) if z is zone else z for z in plan.zones)
    trial = try_plan(plan, replace(plan, zones=zones), scene.plans.latest, scene.facts, scene.day)
    trial = replace(trial, effects=tuple(effect for effect in trial.effects if effect.affected))
    members = [row for row in scene.observed if row.unit in proposal.members]
    limits = scene.printed.wanted.limits()
    sums = {"count": Fraction(len(members)), "persons": Fraction(proposal.persons), "area_km2": proposal.area_km2}
    return {
        "status": "E",
        "members": [
            scene.name(row.unit)
            | {"persons": row.value, "status": row.status.value, "certain": row.unit in zone.certain_members}
            for row in members
        ],
        "member_count": len(members),
        "persons": proposal.persons,
        "estimated_persons": sum(row.value or 0 for row in members if row.status.value == "E"),
        "area_km2": float(proposal.area_km2),
        "residuals": {name: number(sums[name] - (i.lower + i.upper) / 2) for name, i in limits.items()},
        "misses": {name: number(miss) for name, miss in proposal.misses.items()},
    } | trial_rows(plan, trial)


def wanted_row(printed: Printed) -> Row:
    """Return the limits and the printed figures they come from."""
    wanted = printed.wanted
    return {
        "count": _limit(wanted.count),
        "persons": _limit(wanted.persons),
        "area_km2": _limit(wanted.area_km2),
        "published": [_figure(figure) for figure in (printed.persons, printed.density) if figure],
    }


def _limit(interval: Interval | None) -> Row | None:
    return None if interval is None else {"lower": number(interval.lower), "upper": number(interval.upper)}


def _figure(figure: PublishedFigure) -> Row:
    return {
        "measure": figure.measure, "value": figure.printed_value, "unit": figure.unit, "clause": figure.clause,
    }  # fmt: skip


def candidates_row(scene: Scene) -> Row:
    """Return who may be a member, how many are estimated, and how well their areas add up to the official ones."""
    facts, day = scene.facts, scene.plan.reference_date
    official = [v.area_km2 for u in scene.areas if (v := facts.version_at(u, day)) is not None]
    leaves = [facts.version_at(leaf, day) for area in scene.areas for leaf in facts.leaves(area, day)]
    measured = [v.area_km2 for v in leaves if v is not None]
    ratio = None
    if official and None not in official and None not in measured:
        ratio = float(sum(Fraction(a) for a in measured if a) / sum(Fraction(a) for a in official if a))
    return {
        "units": len(scene.observed),
        "estimated": sum(row.status.value == "E" for row in scene.observed),
        "in": [scene.name(area) for area in scene.areas],
        "kinds": list(scene.kinds),
        "measured_over_official_area": ratio,
    }
