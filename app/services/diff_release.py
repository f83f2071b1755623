"""Say what a draft changes, in facts and in every result, before it is published; or what a release changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping

from app.domain.facts import ObservationKey
from app.domain.indicator import indicators
from app.domain.observation import Observation
from app.domain.release_diff import Pair, UnitChange, count_changes, difference, estimate_changes, pairs, unit_changes
from app.repositories.boundary_changes import boundary_changes
from app.repositories.draft_records import previous_release
from app.repositories.facts import load_facts
from app.services.describe_draft import recorded
from app.services.diff_results import Compared, Side, figure_changes, measure_changes, target_changes
from app.services.load_plans import load_plans
from app.services.steps import Progress, silent

Item = dict[str, Any]
BIGGEST = 20  # changed counts of an indicator that are told one by one; the table has all of them
_NONE = 0  # the release before the first: nothing holds in it


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """What changes from one release to another; ``counts`` has every changed count, the largest differences first.

    ``state`` is that of the later one: a draft, or published.
    """

    state: str
    before: Side
    after: Side
    units: list[UnitChange]
    counts: list[Pair[ObservationKey, Observation]]
    boundaries: Sequence[RowMapping]
    measures: Compared
    targets: Compared
    figures: Compared

    def name_of(self, unit: str) -> Item:
        """Return id, code and names of a unit as it was last known."""
        version = (self.after.facts.versions(unit) or self.before.facts.versions(unit) or (None,))[-1]
        if version is None:
            return {"unit": unit, "code": None, "name": {"zh": None, "en": None}}
        return {"unit": unit, "code": version.code, "name": {"zh": version.name_zh, "en": version.name_en}}

    def title_of(self, plan: str) -> Item:
        """Return the title of a plan's latest version."""
        found = self.after.plans.latest.get(plan) or self.before.plans.latest[plan]
        return {"zh": found.document.title_zh, "en": found.document.title_en}

    def as_json(self) -> Item:
        """Return the difference as a JSON object: a summary, then each kind of change."""
        return {
            "draft": self.after.release,
            "state": self.state,
            "base": self.before.release or None,
            "summary": self._summary(),
            "units": [self._unit(change) for change in self.units],
            "counts": [self._indicator(name) for name in dict.fromkeys(pair.key[2] for pair in self.counts)],
            "boundaries": [self._boundary(row) for row in self.boundaries],
            "plans": self.plans(),
            **{
                name: [item | {"title": self.title_of(item["plan"])} for item in found.items]
                for name, found in self._results().items()
            },
        }

    def _results(self) -> dict[str, Compared]:
        return {"measures": self.measures, "targets": self.targets, "figures": self.figures}

    def _summary(self) -> Item:
        return {
            "units": _counted(change.change for change in self.units),
            "counts": _counted(pair.change for pair in self.counts),
            "estimates": estimate_changes(self.counts),
            "boundaries": _counted(_boundary_change(row) for row in self.boundaries),
            **{
                name: {"examined": found.examined, "changed": len(found.items)}
                for name, found in self._results().items()
            },
        }

    def _unit(self, change: UnitChange) -> Item:
        fields = {name: {"before": old, "after": new} for name, (old, new) in change.fields.items()}
        return self.name_of(change.unit) | {"level": change.last.level, "change": change.change, "fields": fields}

    def _indicator(self, indicator: str) -> Item:
        here = [pair for pair in self.counts if pair.key[2] == indicator]
        biggest = [self.count(pair) for pair in here[:BIGGEST]]
        entry = indicators()[indicator]
        label = {"zh": entry.label_zh, "en": entry.label_en}
        return {"indicator": indicator, "label": label, **_counted(pair.change for pair in here), "biggest": biggest}

    def count(self, pair: Pair[ObservationKey, Observation]) -> Item:
        """Return a changed count with both sides and the difference in persons."""
        dataset, unit, indicator, day = pair.key
        place = {"dataset": dataset, "indicator": indicator, "reference_date": day.isoformat(), "change": pair.change}
        sides = {"before": _side(pair.before), "after": _side(pair.after), "difference": difference(pair)}
        return self.name_of(unit) | place | sides

    def _boundary(self, row: RowMapping) -> Item:
        sides = {
            name: {side: row[f"{column}_{side}"] for side in ("before", "after")}
            for name, column in (("area_km2", "area"), ("precision_class", "precision_class"), ("source", "source"))
        }
        change = {"vintage": row["vintage"].isoformat(), "change": _boundary_change(row)}
        return self.name_of(row["unit"]) | change | sides

    def plans(self) -> list[Item]:
        """Return the plans whose latest version differs, with both versions."""
        before, after = self.before.plans.latest, self.after.plans.latest
        return [
            {"plan": each.key, "title": self.title_of(each.key), "change": each.change}
            | {"before": each.before and each.before.version, "after": each.after and each.after.version}
            for each in pairs(before.values(), after.values(), lambda plan: plan.id)
            if each.before is None or each.after is None or each.before.version != each.after.version
        ]


def diff_release(connection: Connection, number: int, progress: Progress = silent) -> ReleaseDiff:
    """Compare a draft or release with the last one published before it; nothing is written. Raises NotFound."""
    steps, state = 5, recorded(connection, number)["state"]
    before, after = (
        _side_of(connection, release) for release in (previous_release(connection, number) or _NONE, number)
    )
    progress("difference", 1, steps)
    units, counts = unit_changes(before.facts, after.facts), count_changes(before.facts, after.facts)
    boundaries = boundary_changes(connection, before.release, number)
    progress("difference", 2, steps)
    measures = measure_changes(before, after)
    progress("difference", 3, steps)
    targets = target_changes(before, after)
    progress("difference", 4, steps)
    figures = figure_changes(before, after)
    progress("difference", steps, steps)
    return ReleaseDiff(state, before, after, units, counts, boundaries, measures, targets, figures)


def _side_of(connection: Connection, release: int) -> Side:
    facts = load_facts(connection, release)
    return Side(release, facts, load_plans(connection, release, facts))


def _counted(changes: Iterable[str]) -> dict[str, int]:
    found = Counter(changes)
    return {name: found[name] for name in ("added", "removed", "renamed", "changed")}


def _side(observation: Observation | None) -> Item | None:
    if observation is None:
        return None
    return {
        "value": observation.value,
        "status": observation.status.value,
        "half_width": observation.half_width,
        "source": observation.source,
    }


def _boundary_change(row: RowMapping) -> str:
    if row["area_before"] is None:
        return "added"
    return "removed" if row["area_after"] is None else "changed"
