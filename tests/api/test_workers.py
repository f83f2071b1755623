"""Several workers are one service: one tag for one tile, also after a restart, and one current release."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, LiteralString

import psycopg

from app.repositories.database import write_engine
from app.repositories.pointer import APPLICATION
from app.services.import_file import import_file
from app.services.publish_release import publish_release
from app.services.steps import silent
from app.services.uploads import Upload
from tests.api.workers import tell, two_workers

if TYPE_CHECKING:
    from tests.api.workers import Told

TILE = "/tiles/township_measures/8/213/107.mvt"
NUMBERED = "/tiles/1/township_measures/8/213/107.mvt"
_DONOR: LiteralString = (
    "SELECT v.unit, v.value::integer FROM polycentre.unit_value AS v WHERE v.release = 1 AND v.unit LIKE '330326%'"
    " AND v.indicator = 'resident_population' AND v.reference_date = '2020-11-01' AND v.status = 'E' ORDER BY 1 LIMIT 1"
)
_LISTENERS: LiteralString = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"


def _ask(port: int, target: str, method: str = "GET") -> Told:
    return tell(port, f"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())


def _tags(port: int, times: int) -> set[str]:
    answers = [_ask(port, target) for target in (TILE, NUMBERED) for _ in range(times)]
    assert {status for status, _, _ in answers} == {200}
    return {headers["etag"] for _, headers, _ in answers}


def _cut_off_listeners(url: str) -> int:
    """End the connections on which workers hear of publications."""
    with psycopg.connect(url) as connection:
        ended = connection.execute(f"SELECT pg_terminate_backend(pid) {_LISTENERS}", (APPLICATION,)).fetchall()
    return len(ended)


def _publish_unheard(url: str, persons: int) -> None:
    """Move persons from an estimated town to 鳌江, and commit while no worker is there to hear of it."""
    with psycopg.connect(url) as connection:
        row = connection.execute(_DONOR).fetchone()
    assert row
    table = (
        "unit,indicator,reference_date,value,status,half_width,source,method\n"
        f"330326101,resident_population,2020-11-01,{233_300 + persons},A,0,plan-pingyang-population-2035,\n"
        f"{row[0]},resident_population,2020-11-01,{row[1] - persons},E,,census-2020-bulletin,rest\n"
    )
    upload = Upload("census", "correction.csv", table.encode(), {"dataset": "census-2020-bulletin"})
    engine = write_engine(url)
    with engine.begin() as connection:
        import_file(connection, upload, "a test")
    with engine.begin() as connection:
        publish_release(connection, "a corrected count", silent)
        assert _cut_off_listeners(url) == 2
    engine.dispose()


def _until_all_answer_from(port: int, release: str) -> None:
    """Wait until a long row of answers, which workers share by chance, names the release."""
    deadline, row = time.monotonic() + 30, 0  # far more than the second it takes; a slow machine must not fail this
    while row < 40:
        row = row + 1 if _ask(port, TILE, "HEAD")[1]["polycentre-release"] == release else 0
        assert time.monotonic() < deadline


def test_workers_agree_over_restarts_publications_and_lost_connections(published_url: str) -> None:
    with two_workers(published_url) as port:
        tags = _tags(port, 25)
        assert len(tags) == 1
        old = _ask(port, NUMBERED)
    with two_workers(published_url) as port:
        assert _tags(port, 25) == tags
        _publish_unheard(published_url, 33)
        _until_all_answer_from(port, "2")
        new = {_ask(port, TILE)[1]["etag"] for _ in range(20)}
        assert len(new) == 1
        assert new.isdisjoint(tags)
        assert {_ask(port, NUMBERED)[2] for _ in range(10)} == {old[2]}
