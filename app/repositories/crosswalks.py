"""Statements about crosswalks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.domain.restatement import CrosswalkShare
from app.models import Crosswalk, UnitVersion
from app.repositories.database import Statement


def crosswalks(release: int, units: Sequence[str] | None) -> Statement:
    """Select crosswalks with the code and names of both units on their day; ``units`` are on either side."""
    left, right = aliased(UnitVersion), aliased(UnitVersion)
    statement = (
        select(
            Crosswalk.from_date,
            Crosswalk.to_date,
            Crosswalk.share,
            Crosswalk.basis,
            Crosswalk.source,
            func.coalesce(left.code, Crosswalk.from_unit).label("from_code"),
            left.name_zh.label("from_name_zh"),
            left.name_en.label("from_name_en"),
            func.coalesce(right.code, Crosswalk.to_unit).label("to_code"),
            right.name_zh.label("to_name_zh"),
            right.name_en.label("to_name_en"),
        )
        .outerjoin(left, _held(left, release, Crosswalk.from_unit, Crosswalk.from_date))
        .outerjoin(right, _held(right, release, Crosswalk.to_unit, Crosswalk.to_date))
        .where(Crosswalk.releases.contains(release))
        .order_by(Crosswalk.from_date, Crosswalk.to_date, Crosswalk.from_unit, Crosswalk.to_unit)
    )
    if units is None:
        return statement
    return statement.where(or_(Crosswalk.from_unit.in_(units), Crosswalk.to_unit.in_(units)))


def crosswalk_shares(release: int) -> Statement:
    """Select the crosswalks of a release as they are held."""
    return select(Crosswalk.__table__).where(Crosswalk.releases.contains(release)).order_by(Crosswalk.id)


def shares_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[CrosswalkShare]:
    """Yield the shares of the rows of ``crosswalk_shares``."""
    kept = ("from_unit", "to_unit", "from_date", "to_date", "basis", "source")
    return (CrosswalkShare(**{name: row[name] for name in kept}, share=Fraction(row["share"])) for row in rows)


def _held(version: type[UnitVersion], release: int, unit, day):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 -- columns
    return and_(version.unit == unit, version.releases.contains(release), version.valid.contains(day))
