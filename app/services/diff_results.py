"""What a draft does to the plans: every measure, target and printed figure before and after, where they differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.release_diff import Pair, pairs
from app.services.load_plans import Plans
from app.services.measure_item import measure_item
from app.services.reconcile import reconcile
from app.services.track_targets import track_targets

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two releases: its facts, and its plans resolved against them."""

    release: int
    facts: Facts
    plans: Plans


class Compared(NamedTuple):
    """How many were compared, and those that differ."""

    examined: int
    items: list[Item]


def measure_changes(before: Side, after: Side) -> Compared:
    """Compare the measures of each plan's latest version at every reference date, as publishing evaluates them."""
    return _compared(before, after, _measures, ("plan", "measure", "period"), _measure)


def target_changes(before: Side, after: Side) -> Compared:
    """Compare where each plan's targets stand."""
    return _compared(before, after, _targets, ("plan", "number", "measure", "year", "comparator"), _target)


def figure_changes(before: Side, after: Side) -> Compared:
    """Compare the verdicts on each plan's printed figures."""
    names = ("plan", "subject", "measure", "quantity", "period", "since", "clause", "role")
    return _compared(before, after, _figures, names, _figure)


def _compared(
    before: Side,
    after: Side,
    items_of: Callable[[Side], Iterator[Item]],
    names: tuple[str, ...],
    shown: Callable[[Item], Item],
) -> Compared:
    """Pair the items of both sides by the names; of each pair that differs, show its key, label and both sides."""
    compared = list(pairs(items_of(before), items_of(after), lambda item: tuple(item[name] for name in names)))
    differing = []
    for pair in compared:
        sides = [None if side is None else shown(side) for side in (pair.before, pair.after)]
        if sides[0] != sides[1]:
            differing.append(_told(pair, names, sides))
    return Compared(len(compared), differing)


def _told(pair: Pair[tuple[Any, ...], Item], names: tuple[str, ...], sides: list[Item | None]) -> Item:
    item = pair.after or pair.before or {}
    key = dict(zip(names, pair.key, strict=True))
    return key | {"label": item["label"], "change": pair.change, "before": sides[0], "after": sides[1]}


def _measures(side: Side) -> Iterator[Item]:
    for plan in side.plans.latest.values():
        for date in side.facts.reference_dates():
            yield from map(measure_item, evaluate(plan, side.plans.latest, side.facts, date))


def _measure(item: Item) -> Item:
    published = item["published"] or {}
    kept = ("plan_version", "value", "bounds", "unit", "display", "status", "reason")
    printed = {name: published[name] for name in ("value", "unit")} if published else None
    said = {"printed": printed, "clause": published.get("clause"), "verdict": published.get("verdict")}
    return {name: item[name] for name in kept} | said


def _targets(side: Side) -> Iterator[Item]:
    for plan in side.plans.latest:
        _, found = track_targets(side.facts, side.plans, plan)
        yield from found["items"]


def _target(item: Item) -> Item:
    current = item["current"] or dict.fromkeys(("value", "bounds", "display", "status", "period"))
    kept = {name: current[name] for name in ("value", "bounds", "display", "status", "period")}
    kept |= {name: item[name] for name in ("plan_version", "unit", "clause", "state", "gap", "gap_display", "reason")}
    return kept | {"target": item["display"]}


def _figures(side: Side) -> Iterator[Item]:
    for plan in side.plans.latest:
        yield from reconcile(side.facts, side.plans, plan)["items"]


def _figure(item: Item) -> Item:
    return {
        name: item[name]
        for name in (
            "plan_version",
            "printed",
            "computed_display",
            "computed",
            "computed_unit",
            "bounds",
            "verdict",
            "reason",
        )
    }
