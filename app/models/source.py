"""Citations, and the editions of counts that rest on them. Both are immutable once a release is published."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.release import Release


class Source(Base):
    """Where a fact comes from."""

    __tablename__ = "source"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    publisher: Mapped[str | None]
    url: Mapped[str | None]
    licence: Mapped[str | None]
    note: Mapped[str | None]
    created_in: Mapped[int] = mapped_column(ForeignKey(Release.number))


class Dataset(Base):
    """An edition of counts; all counts of one ratio come from one dataset, the lowest rank first."""

    __tablename__ = "dataset"
    __table_args__ = (CheckConstraint("universe IN ('resident', 'registered')", name="universe"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    title_zh: Mapped[str]
    title_en: Mapped[str]
    universe: Mapped[str]
    rank: Mapped[int]
    source: Mapped[str] = mapped_column(ForeignKey(Source.id))
    note: Mapped[str | None]
    created_in: Mapped[int] = mapped_column(ForeignKey(Release.number))
