"""Read the facts of a release as the pure domain's ``Facts``."""

import datetime as dt
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.facts import Dataset as DatasetFact
from app.domain.facts import Facts, LineageEvent
from app.domain.facts import UnitVersion as UnitVersionFact
from app.domain.observation import Observation as ObservationFact
from app.domain.observation import Status
from app.models import Dataset, Lineage, Observation, Source, Unit, UnitVersion
from app.models.base import HeldFact
from app.repositories.database import Statement

_BATCH = 5_000


def held(statement: Statement, model: type[HeldFact], release: int) -> Statement:
    """Restrict a statement to the facts that hold in a release."""
    return statement.where(model.releases.contains(release))


def fact_statements(release: int, *, observations: bool = True) -> dict[str, Statement]:
    """Return the statements that fetch the facts of a release; whoever runs them hands the rows to ``facts_of``."""
    statements: dict[str, Statement] = {
        "units": held(select(UnitVersion.__table__), UnitVersion, release).order_by(
            UnitVersion.unit, UnitVersion.valid
        ),
        "lineage": held(select(Lineage.__table__), Lineage, release).order_by(Lineage.date, Lineage.id),
        "datasets": select(Dataset.__table__).where(Dataset.created_in <= release).order_by(Dataset.rank, Dataset.id),
    }
    if observations:
        statements["observations"] = held(select(Observation.__table__), Observation, release)
    return statements


def facts_of(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Facts:
    """Return facts from the rows of ``fact_statements``."""
    return Facts(
        units=[_unit(row) for row in rows["units"]],
        lineage=[_event(row) for row in rows["lineage"]],
        datasets=[_dataset(row) for row in rows["datasets"]],
        observations=map(_observation, rows.get("observations", ())),
    )


def load_facts(connection: Connection, release: int, *, observations: bool = True) -> Facts:
    """Return units, lineage, datasets and (unless told not to) observations of a release."""
    statements = fact_statements(release, observations=observations)
    # The rows are read as the facts are made of them: half a million dictionaries need not exist at once.
    return facts_of({name: _rows(connection, statement) for name, statement in statements.items()})


def _rows(connection: Connection, statement: Statement) -> Iterator[Mapping[str, Any]]:
    """Yield rows; a statement is run when its first row is wanted, so cursors never overlap."""
    for row in connection.execute(statement.execution_options(yield_per=_BATCH)).mappings():
        yield dict(row)


def known_ids(connection: Connection, model: type[Source] | type[Dataset] | type[Unit]) -> set[str]:
    """Return the ids of a register."""
    return set(connection.scalars(select(model.id)))


def _unit(row: Mapping[str, Any]) -> UnitVersionFact:
    kept = ("unit", "code", "level", "kind", "name_zh", "name_en", "pinyin", "parent", "area_km2", "area_source")
    valid = row["valid"]
    return UnitVersionFact(**{name: row[name] for name in kept}, valid_from=valid.lower, valid_to=valid.upper)


def _event(row: Mapping[str, Any]) -> LineageEvent:
    kept = ("date", "kind", "from_unit", "to_unit", "part_unit")
    return LineageEvent(
        **{name: row[name] for name in kept}, legal_source=row["legal_source"] or "", note=row["note"] or ""
    )


def _dataset(row: Mapping[str, Any]) -> DatasetFact:
    return DatasetFact(**{name: row[name] for name in ("id", "title_zh", "title_en", "universe", "rank", "source")})


def _observation(row: Mapping[str, Any]) -> ObservationFact:
    # The same few words stand in every row; one copy of each is enough.
    words: dict[str, Any] = {name: sys.intern(row[name]) for name in ("unit", "indicator", "dataset", "source")}
    words |= {name: row[name] for name in ("reference_date", "value", "half_width")}
    return ObservationFact(**words, status=Status(row["status"]), method=sys.intern(row["method"] or ""))


def open_counts(
    connection: Connection, dataset: str, dates: Collection[dt.date], *, estimates: bool = False
) -> list[ObservationFact]:
    """Return the counts of a dataset on some dates, or the estimates alone, as they stand in the newest release."""
    table = Observation.__table__
    statement = select(table).where(
        func.upper_inf(Observation.releases), Observation.dataset == dataset, Observation.reference_date.in_(dates)
    )
    if estimates:
        statement = statement.where(Observation.status == Status.ESTIMATED.value)
    return [_observation(dict(row)) for row in connection.execute(statement).mappings()]
