"""Statements that read a release as it entered: every fact with every column, in an order that never changes."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Boundary, Crosswalk, Dataset, Lineage, Observation, Source, UnitVersion
from app.repositories.database import Statement
from app.repositories.facts import held


def package_statements(release: int) -> dict[str, Statement]:
    """Return the statements that fetch sources, datasets, units, lineage, crosswalks and observations of a release."""
    return {
        "sources": select(Source.__table__).where(Source.created_in <= release).order_by(_plainly(Source.id)),
        "datasets": select(Dataset.__table__).where(Dataset.created_in <= release).order_by(_plainly(Dataset.id)),
        "units": held(
            select(
                UnitVersion.__table__,
                func.lower(UnitVersion.valid).label("valid_from"),
                func.upper(UnitVersion.valid).label("valid_to"),
            ),
            UnitVersion,
            release,
        ).order_by(_plainly(UnitVersion.unit), UnitVersion.valid),
        # Events of one day are told in the order in which they were entered.
        "lineage": held(select(Lineage.__table__), Lineage, release).order_by(Lineage.date, Lineage.id),
        "crosswalk": held(select(Crosswalk.__table__), Crosswalk, release).order_by(
            Crosswalk.from_date, Crosswalk.to_date, _plainly(Crosswalk.from_unit), _plainly(Crosswalk.to_unit)
        ),
        "observations": held(select(Observation.__table__), Observation, release).order_by(
            _plainly(Observation.dataset),
            _plainly(Observation.unit),
            Observation.reference_date,
            _plainly(Observation.indicator),
        ),
    }


def package_outlines(release: int) -> Statement:
    """Select every outline of a release with its geometry as WKB; those that were stated alike stand together."""
    columns = Boundary.unit, Boundary.vintage, Boundary.precision_class, Boundary.crs_of_origin, Boundary.source
    shape = func.ST_AsBinary(Boundary.geom).label("wkb")
    return held(select(*columns, Boundary.method, shape), Boundary, release).order_by(
        Boundary.vintage,
        _plainly(Boundary.source),
        _plainly(Boundary.crs_of_origin),
        func.coalesce(Boundary.method, "").collate("C"),
        _plainly(Boundary.unit),
    )


def _plainly(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """Order by code points: databases differ in their collation, files must not."""
    return column.collate("C")
