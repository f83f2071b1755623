"""Estimates step aside: what a table counts replaces them, and the others share what it leaves of their parents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from app.domain.facts import Facts, ObservationKey
from app.domain.observation import Observation as Count
from app.domain.observation import Status
from app.domain.remainder import Remainder, remainders
from app.models import Observation
from app.repositories.draft import merge_facts
from app.repositories.facts import open_counts

KEY = ("dataset", "unit", "indicator", "reference_date")
ESTIMATE = "estimate"
REMAINDERS = ("refuse", ESTIMATE)

Rows = Sequence[Mapping[str, Any]]


def estimates_before(connection: Connection, rows: Rows) -> set[ObservationKey]:
    """Return the keys of the estimates that rows of one dataset are about to replace."""
    given = {key_of(row) for row in rows}
    found = _open(connection, given, estimates=True)
    return {key for key in found if key in given}


def estimate_remainder(connection: Connection, rows: Rows, facts: Facts, draft: int) -> tuple[list[Remainder], int]:
    """Share out anew what the rows, which are in the draft already, leave; return that, and how many counts changed."""
    given = {key_of(row) for row in rows}
    found = list(remainders(facts, _open(connection, given), given))
    observation: Table = Observation.__table__  # type: ignore[assignment]
    scaled = [_row(count) for remainder in found for count in remainder.estimates]
    return found, merge_facts(connection, observation, scaled, key=KEY, draft=draft)["changed"]


def remainder_notes(
    rows: Rows, before: Collection[ObservationKey], scaled: Sequence[Remainder], facts: Facts
) -> Iterator[str]:
    """Say how many estimates became counts, and of which parents the remainder was shared out."""
    became = sum(
        key_of(row) in before and row["value"] is not None and row["status"] != Status.ESTIMATED for row in rows
    )
    if became:
        yield f"{became} estimates (status E) became counts"
    for remainder in scaled:
        first = remainder.estimates[0]
        version = facts.version_at(remainder.parent, first.reference_date)
        yield (
            f"{version.name_zh if version else ''} {remainder.parent} {first.indicator} {first.reference_date}: "
            f"{len(remainder.estimates)} estimates share the {remainder.left:,} that the counts leave"
        )


def key_of(row: Mapping[str, Any]) -> ObservationKey:
    """Return the key of a row of a table."""
    return row["dataset"], row["unit"], row["indicator"], row["reference_date"]


def _open(
    connection: Connection, given: Collection[ObservationKey], *, estimates: bool = False
) -> dict[ObservationKey, Count]:
    dates = {day for *_, day in given}
    found = (open_counts(connection, dataset, dates, estimates=estimates) for dataset in {key[0] for key in given})
    return {(c.dataset, c.unit, c.indicator, c.reference_date): c for counts in found for c in counts}


def _row(count: Count) -> dict[str, Any]:
    names = ("unit", "indicator", "reference_date", "value", "half_width", "dataset", "source")
    return {name: getattr(count, name) for name in names} | {
        "status": count.status.value,
        "method": count.method or None,
    }
