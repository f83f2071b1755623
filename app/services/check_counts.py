"""Check the counts and units of a draft: sums, parts, series, and whether datasets are what they say."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection

from app.domain.checks.editions import editions
from app.domain.checks.jumps import FACTOR, jumps
from app.domain.checks.parts_above import parts_above
from app.domain.checks.registers import orphans, repeated_units, uncounted_units
from app.domain.checks.status_pairs import status_pairs
from app.domain.checks.universes import universes
from app.domain.facts import Facts
from app.domain.finding import Finding, bounded
from app.repositories import checks

_PARTS = (
    ("urban_population", "rural_population"),
    ("male_population", "female_population"),
    ("age_0_14", "age_15_59", "age_60_plus"),
)
_PURE: tuple[Callable[[Facts], Iterable[Finding]], ...] = (
    parts_above, universes, editions, status_pairs, repeated_units, orphans, uncounted_units,
)  # fmt: skip


def check_counts(connection: Connection, draft: int, facts: Facts, factor: float = FACTOR) -> Iterator[Finding]:
    """Yield what is wrong with counts and units; ``factor`` is how far a count may jump from one date to the next."""
    if not facts.units():
        yield Finding("content", "error", "units", "The draft holds no units.", "Import units.csv first.")
    if not facts.reference_dates():
        yield Finding("content", "error", "observations", "The draft holds no counts.", "Import a census table.")
    yield from bounded(_sums(connection, draft, facts))
    yield from bounded(_parts(connection, draft))
    for check in _PURE:
        yield from bounded(check(facts))
    yield from bounded(jumps(facts, factor))


def _sums(connection: Connection, draft: int, facts: Facts) -> Iterator[Finding]:
    for row in checks.broken_sums(connection, draft):
        version = facts.version_at(row["unit"], row["reference_date"])
        place = f"{row['dataset']} {version.name_zh if version else ''} {row['unit']} {row['indicator']}"
        explanation = (
            f"{row['counted']} of {row['children']} parts add to {row['total']:,} on {row['reference_date']}, "
            f"the unit itself has {row['value']:,}."
        )
        remedy = "Correct the parts or the whole; they are one dataset."
        yield Finding("sums", "error", place, explanation, remedy, unit=row["unit"])


def _parts(connection: Connection, draft: int) -> Iterator[Finding]:
    for parts in _PARTS:
        for row in checks.broken_parts(connection, draft, parts):
            explanation = f"{' + '.join(parts)} = {row['total']:,}, residents are {row['value']:,}."
            place = f"{row['dataset']} {row['unit']} {row['reference_date']}"
            remedy = "Correct the counts; they come from one table."
            yield Finding("parts", "error", place, explanation, remedy, unit=row["unit"])
