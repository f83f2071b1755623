"""Units that are there twice, lie in nothing, or are left out of a table that has all the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from app.domain.facts import Facts, UnitVersion
from app.domain.finding import Finding, listed

_MOSTLY = 0.5  # a table of fewer units does not claim to be whole
_UNCOUNTED = "Import their counts, or rows with status K, L, M, O or Q that say why there are none."


def repeated_units(facts: Facts) -> Iterator[Finding]:
    """Yield units that exist today under one parent with one name and level."""
    named: defaultdict[tuple[str | None, str, str], list[UnitVersion]] = defaultdict(list)
    for version in _present(facts):
        named[version.parent, version.level, version.name_zh].append(version)
    for (parent, _, name), versions in named.items():
        if len(versions) > 1:
            codes = ", ".join(version.code for version in versions)
            explanation = f"{name} is registered {len(versions)} times under {parent or 'no parent'}: {codes}."
            remedy = "Keep one of them, and give the other codes as earlier versions of the same unit."
            yield Finding("units", "warning", f"{name} {versions[0].code}", explanation, remedy, unit=versions[-1].unit)


def orphans(facts: Facts) -> Iterator[Finding]:
    """Yield units that exist today in a parent that does not."""
    present = {version.unit for version in _present(facts)}
    for version in _present(facts):
        if version.parent and version.parent not in present:
            explanation = f"Its parent {version.parent} no longer exists, so it is counted in nothing."
            remedy = "Give the unit a version with its present parent, or end it on the day its parent ended."
            yield Finding(
                "units", "warning", f"{version.name_zh} {version.code}", explanation, remedy, unit=version.unit
            )


def uncounted_units(facts: Facts) -> Iterator[Finding]:
    """Yield parents some of whose children have no count, in tables that have most of the units of that level."""
    tables: defaultdict[tuple[str, date], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for count in facts.observations():
        tables[count.dataset, count.reference_date][count.indicator].add(count.unit)
    for (dataset, day), indicators in sorted(tables.items()):
        told: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for indicator, units in sorted(indicators.items()):
            for parent, absent in _absent(facts, units, day):
                told[parent, absent].append(indicator)
        for (parent, absent), missing in told.items():
            place = f"{dataset} {_named(facts, parent, day)} {day}"
            names = listed([_named(facts, unit, day) for unit in absent])
            told_of = f"{len(absent)} units have no {', '.join(missing)} while most of their level have: {names}."
            yield Finding("units", "warning", place, told_of, _UNCOUNTED, unit=absent[0])


def _absent(facts: Facts, units: set[str], day: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parents of counted units with the children that are neither counted nor made up of counted ones."""
    counted: defaultdict[str, int] = defaultdict(int)
    expected: defaultdict[str, int] = defaultdict(int)
    families: list[tuple[str, str, tuple[str, ...]]] = []
    parents = {version.parent for unit in units if (version := facts.version_at(unit, day)) and version.parent}
    for parent in sorted(parents):
        above = facts.version_at(parent, day)
        children = facts.children(parent, day)
        if above is None or not children:
            continue
        absent = tuple(child for child in children if not _known(facts, child, units, day))
        counted[above.level] += len(children) - len(absent)
        expected[above.level] += len(children)
        families.append((above.level, parent, absent))
    for level, parent, absent in families:
        if absent and counted[level] > _MOSTLY * expected[level]:
            yield parent, absent


def _known(facts: Facts, unit: str, units: set[str], day: date) -> bool:
    children = facts.children(unit, day)
    return unit in units or (bool(children) and all(_known(facts, child, units, day) for child in children))


def _named(facts: Facts, unit: str, day: date) -> str:
    version = facts.version_at(unit, day)
    return f"{version.name_zh} {version.code}" if version else unit


def _present(facts: Facts) -> Iterator[UnitVersion]:
    for unit in facts.units():
        last = facts.versions(unit)[-1]
        if last.valid_to is None:
            yield last
