"""The declarative base: one schema, named constraints, and the range of releases in which a fact holds."""

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import DateTime, MetaData, Text
from sqlalchemy.dialects.postgresql import INT4RANGE, Range
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA = "polycentre"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables live in one schema, so the service can share a database with others."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, dt.datetime: DateTime(timezone=True)}


class HeldFact:
    """A fact holds in the releases of its range; an open upper bound means "until something replaces it"."""

    releases: Mapped[Range[int]] = mapped_column(INT4RANGE)
