"""Hand in a file as an import would, look at what came of it, and leave the shared database as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from app.ingest.fault import ImportRefused
from app.services.import_file import ImportReport, import_file
from app.services.uploads import Upload
from tests.integration.small import DATE, faults_of, own_words, state, writing
from tests.told import untold

OUTLINES = {"vintage": DATE, "precision_class": "official", "source": "bureau"}
COUNTS = {"dataset": "census", "reference_date": DATE, "source": "bureau"}
_DRAWN = """
    SELECT unit, crs_of_origin,
        CASE WHEN ST_NPoints(geom) < 1000 THEN ST_AsText(geom, 5) ELSE ST_NPoints(geom)::text END
    FROM polycentre.boundary WHERE releases @> 2 AND NOT releases @> 1
"""
_COUNTED = """
    SELECT unit, indicator, value, half_width FROM polycentre.observation
    WHERE releases @> 2 AND NOT releases @> 1 ORDER BY unit, indicator
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file changed before all was undone."""

    report: ImportReport
    rows: Sequence[Any]

    @property
    def units(self) -> list[str]:
        return sorted(row[0] for row in self.rows)

    @property
    def notes(self) -> str:
        return "\n".join([*self.report.notes, *map(str, self.report.matches)])


def taken(url: str, kind: str, name: str, content: bytes, **options: Any) -> Taken:
    """Import a file that must be taken; look at what it changed and undo it."""
    before = state(url)
    upload = Upload(kind, name, content, (OUTLINES if kind == "boundaries" else COUNTS) | options)
    with writing(url) as connection:
        try:
            report = import_file(connection, upload, "test")
        except ImportRefused as refused:
            pytest.fail("\n".join(map(str, refused.faults)))
        assert not untold(own_words(report))
        rows = connection.execute(text(_DRAWN if kind == "boundaries" else _COUNTED)).all()
        connection.rollback()
    assert state(url) == before
    return Taken(report, rows)


def refusal(url: str, kind: str, name: str, content: bytes, **options: Any) -> str:
    """Import a file that must be refused; return all that is said, having seen that nothing changed."""
    faults = faults_of(url, kind, name, content, **((OUTLINES if kind == "boundaries" else COUNTS) | options))
    told = "\n".join(map(str, faults))
    assert "/tmp" not in told  # noqa: S108 -- no path of the machine is told
    assert "Traceback" not in told
    return told
