"""Import a census table: its own faults, and those that show beside the other counts of the draft."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Table

from app.domain.facts import Facts
from app.domain.indicator import indicators
from app.domain.remainder import Remainder
from app.ingest.census import STATUSES, CensusOptions, CensusTable, Register, parse_census
from app.ingest.fault import Fault, ImportRefused
from app.models import Dataset, Observation, Source
from app.repositories.checks import broken_sums
from app.repositories.draft import merge_facts
from app.repositories.facts import known_ids, load_facts
from app.services.estimate_remainder import (
    ESTIMATE,
    KEY,
    REMAINDERS,
    estimate_remainder,
    estimates_before,
    remainder_notes,
)
from app.services.uploads import Imported, Upload, date_option, stated_options


def import_census(connection: Connection, upload: Upload, draft: int) -> Imported:
    """Write the counts of a table into the draft; raises ImportRefused with every fault, broken sums included."""
    options, faults = census_options(connection, upload)
    facts = load_facts(connection, draft, observations=False)
    # An unknown source stated for the file is one fault, not one in each row.
    sources = known_ids(connection, Source) | {options.source or ""}
    table = parse_census(upload.filename, upload.content, options, Register(counted(), sources, facts))
    if faults:
        raise ImportRefused([*faults, *table.faults])  # such rows cannot even be tried
    observation: Table = Observation.__table__  # type: ignore[assignment]
    before = estimates_before(connection, table.rows)
    changes = merge_facts(connection, observation, table.rows, key=KEY, draft=draft)
    scaled: list[Remainder] = []
    if upload.options.get("remainder") == ESTIMATE:
        scaled, anew = estimate_remainder(connection, table.rows, facts, draft)
        changes["changed"] += anew
    faults = [*table.faults, *_sum_faults(connection, upload.filename, table, facts, draft)]
    if faults:
        raise ImportRefused(sorted(faults, key=lambda fault: fault.row or 0))
    notes = [*table.notes, *remainder_notes(table.rows, before, scaled, facts)]
    return Imported(changes, notes, table.matches)


def counted() -> tuple[str, ...]:
    """Return the ids of the indicators that a table may count."""
    return tuple(entry.id for entry in indicators().values() if entry.kind == "counted")


def census_options(connection: Connection, upload: Upload) -> tuple[CensusOptions, list[Fault]]:
    """Return what is stated for the whole file, and what is wrong with that."""
    faults: list[Fault] = []
    dataset = upload.options.get("dataset")
    known = known_ids(connection, Dataset)
    if dataset not in known:
        reason = f"{dataset!r} is not a registered dataset ({', '.join(sorted(known)) or 'none yet'})"
        faults.append(Fault(upload.filename, None, "dataset", reason))
    date = date_option(upload, "reference_date", faults)
    source, status = upload.options.get("source"), upload.options.get("status") or "A"
    if source is not None and source not in known_ids(connection, Source):
        faults.append(Fault(upload.filename, None, "source", f"{source!r} is not a registered source"))
    if status not in STATUSES:
        faults.append(Fault(upload.filename, None, "status", f"{status!r} is not one of {', '.join(STATUSES)}"))
        status = "A"
    remainder = upload.options.get("remainder")
    if remainder not in (None, *REMAINDERS):
        faults.append(Fault(upload.filename, None, "remainder", f"{remainder!r} is not one of {', '.join(REMAINDERS)}"))
    return CensusOptions(str(dataset), date, source, status, stated_options(upload, faults)), faults


def _sum_faults(connection: Connection, file: str, table: CensusTable, facts: Facts, draft: int) -> Iterator[Fault]:
    """Name the rows of the file that make a parent and its parts disagree; rows with other faults are left out."""
    for broken in broken_sums(connection, draft):
        date, parent = broken["reference_date"], broken["unit"]
        family = {parent, *facts.children(parent, date)}
        place = (broken["dataset"], broken["indicator"], date)
        blamed = [
            row
            for row in table.rows
            if row["unit"] in family and (row["dataset"], row["indicator"], row["reference_date"]) == place
        ]
        if blamed:
            name = facts.version_at(parent, date)
            reason = f"breaks the sum of {name.name_zh if name else parent} ({parent}): {_broken(broken, blamed)}"
            others = "; rows with other faults were left out" if table.faults else ""
            yield Fault(file, blamed[-1]["_row"], blamed[-1]["_field"], reason + others + _way_out(broken))


def _way_out(broken: RowMapping) -> str:
    """Name the option that helps where the counts alone do not exceed the whole."""
    counted = broken["total"] - broken["estimated"]
    if not broken["estimated"] or counted > broken["value"] + broken["tolerance"]:
        return ""
    left = f"{broken['value'] - counted:,}"
    return f"; with remainder={ESTIMATE} (--remainder {ESTIMATE}) the estimates share the {left} left"


def _broken(broken: RowMapping, blamed: list[dict[str, Any]]) -> str:
    estimates = f", {broken['estimates']} of them estimates," if broken["estimates"] else ""
    return (
        f"its {broken['counted']} parts{estimates} add to {broken['total']:,}, the unit itself has "
        f"{broken['value']:,} ({broken['total'] - broken['value']:+,}; rows {_span(blamed)} of this file take part)"
    )


def _span(rows: list[dict[str, Any]]) -> str:
    numbers = [row["_row"] for row in rows]
    return str(numbers[0]) if len(numbers) == 1 else f"{min(numbers)}–{max(numbers)}"
