"""Read the facts of a release as the pure domain's ``Facts``."""

import datetime as dt

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import Range

from app.domain.facts import Dataset as DatasetFact
from app.domain.facts import Facts, LineageEvent
from app.domain.facts import UnitVersion as UnitVersionFact
from app.domain.observation import Observation as ObservationFact
from app.domain.observation import Status
from app.models import Dataset, Lineage, Observation, Source, Unit, UnitVersion
from app.models.base import HeldFact
from app.repositories.database import Statement


def held(statement: Statement, model: type[HeldFact], release: int) -> Statement:
    """Restrict a statement to the facts that hold in a release."""
    return statement.where(model.releases.contains(release))


def load_facts(connection: Connection, release: int, *, observations: bool = True) -> Facts:
    """Return units, lineage, datasets and (unless told not to) observations of a release."""
    return Facts(
        units=_units(connection, release),
        lineage=_lineage(connection, release),
        datasets=_datasets(connection, release),
        observations=_observations(connection, release) if observations else (),
    )


def known_ids(connection: Connection, model: type[Source] | type[Dataset] | type[Unit]) -> set[str]:
    """Return the ids of a register."""
    return set(connection.scalars(select(model.id)))


def _units(connection: Connection, release: int) -> list[UnitVersionFact]:
    statement = held(select(UnitVersion), UnitVersion, release).order_by(UnitVersion.unit, UnitVersion.valid)
    return [
        UnitVersionFact(
            unit=row.unit,
            code=row.code,
            level=row.level,
            kind=row.kind,
            name_zh=row.name_zh,
            name_en=row.name_en,
            pinyin=row.pinyin,
            parent=row.parent,
            valid_from=_bound(row.valid, lower=True),
            valid_to=_bound(row.valid, lower=False),
            area_km2=row.area_km2,
            area_source=row.area_source,
        )
        for row in connection.execute(statement)
    ]


def _bound(valid: Range[dt.date], *, lower: bool) -> dt.date | None:
    return valid.lower if lower else valid.upper


def _lineage(connection: Connection, release: int) -> list[LineageEvent]:
    statement = held(select(Lineage), Lineage, release).order_by(Lineage.date, Lineage.id)
    return [
        LineageEvent(
            date=row.date,
            kind=row.kind,
            from_unit=row.from_unit,
            to_unit=row.to_unit,
            part_unit=row.part_unit,
            legal_source=row.legal_source or "",
            note=row.note or "",
        )
        for row in connection.execute(statement)
    ]


def _datasets(connection: Connection, release: int) -> list[DatasetFact]:
    statement = select(Dataset).where(Dataset.created_in <= release).order_by(Dataset.rank, Dataset.id)
    return [
        DatasetFact(row.id, row.title_zh, row.title_en, row.universe, row.rank, row.source)
        for row in connection.execute(statement)
    ]


def _observations(connection: Connection, release: int) -> list[ObservationFact]:
    statement = held(select(Observation), Observation, release)
    return [
        ObservationFact(
            unit=row.unit,
            indicator=row.indicator,
            reference_date=row.reference_date,
            value=row.value,
            status=Status(row.status),
            half_width=row.half_width,
            dataset=row.dataset,
            source=row.source,
            method=row.method or "",
        )
        for row in connection.execute(statement)
    ]
