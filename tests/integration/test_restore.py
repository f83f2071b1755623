"""Rolling back: the state of a former release, element by element, as a new one, and nothing else altered."""

import pytest
from sqlalchemy import Connection

from app.errors import Conflict, NotFound
from app.services.restore_release import restore_release
from app.services.steps import silent
from tests.integration.small import (
    DATE,
    PLAN,
    SQUARES,
    UNITS,
    bring,
    current,
    outlines,
    publish,
    query,
    square,
    state,
    writing,
)
from tests.integration.test_draft import LONG, MOVED

HELD = {
    "observation": "dataset, unit, indicator, reference_date, value, status, half_width, source, method",
    "unit_version": "unit, code, level, kind, name_zh, name_en, pinyin, parent, valid, area_km2, area_source",
    "boundary": "unit, vintage, precision_class, crs_of_origin, source, method, geom",
    "lineage": "date, kind, from_unit, to_unit",
    "plan": "plan, version, territory, sha256, definition",
}
ELEMENTS = {
    "zone": "p.plan, p.version, e.zone, e.membership, e.ordinal, e.definition",
    "measure": "p.plan, p.version, e.measure, e.kind, e.ordinal, e.definition",
    "target": "p.plan, p.version, e.measure, e.ordinal, e.definition",
    "published_figure": "p.plan, p.version, e.measure, e.period, e.ordinal, e.definition",
}
BAKED = {
    "tile": "layer, z, x, y, mvt",
    "unit_value": "unit, indicator, reference_date, value, lower, upper, status",
    "measure_result": "plan, version, measure, period, ordinal, value, status, item",
}


def rows(url: str, names: str, tables: str, condition: str) -> list[tuple[object, ...]]:
    """Return rows as text, whatever their types, in an order that their numbers have no part in."""
    return query(url, f"SELECT t::text FROM (SELECT {names} FROM {tables} WHERE {condition}) AS t ORDER BY 1")  # noqa: S608


def facts(url: str, release: int) -> dict[str, list[tuple[object, ...]]]:
    """Return all that holds in a release, without what only numbers the rows."""
    found = {table: rows(url, names, f"polycentre.{table}", f"releases @> {release}") for table, names in HELD.items()}
    for table, names in ELEMENTS.items():
        joined = f"polycentre.{table} AS e JOIN polycentre.plan AS p ON p.id = e.plan_id"
        found[table] = rows(url, names, joined, f"p.releases @> {release}")
    members = "polycentre.zone_member AS m JOIN polycentre.zone AS z ON z.id = m.zone_id"
    members += " JOIN polycentre.plan AS p ON p.id = z.plan_id"
    found["zone_member"] = rows(url, "p.plan, p.version, z.zone, m.unit", members, f"p.releases @> {release}")
    return found


def baked(url: str, release: int) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows(url, names, f"polycentre.{table}", f"release = {release}") for table, names in BAKED.items()}


def restore(url: str, number: int) -> int:
    with writing(url) as connection:
        return restore_release(connection, number, "back", silent, "a test").release


def change_everything(url: str) -> None:
    bring(url, "census", "moved.csv", MOVED, **LONG)
    bring(url, "units", "u.csv", UNITS.replace("中镇,Middle", "新镇,New"))
    bring(url, "lineage", "l.csv", "date,kind,from_unit,to_unit\n2019-09-01,split,330326,330383\n")
    shapes = outlines({code: square(west + 0.001, west + 0.099) for code, west in SQUARES.items()})
    bring(url, "boundaries", "b.geojson", shapes, vintage=DATE, precision_class="schematic", source="bureau")
    bring(url, "plan", "p.toml", PLAN.replace("version = 1", "version = 2").replace('"330326101"]', '"330326102"]'))


def test_everything_is_as_it_was(small_url: str) -> None:
    first, drawn = facts(small_url, 1), baked(small_url, 1)
    assert all(first[table] for table in ("observation", "boundary", "zone", "zone_member", "measure"))
    change_everything(small_url)
    publish(small_url)
    second = facts(small_url, 2)
    changed = {table for table in first if first[table] != second[table]}
    assert changed >= {"observation", "unit_version", "boundary", "lineage", "plan", "zone", "zone_member"}
    assert restore(small_url, 1) == 3
    assert current(small_url) == 3
    assert facts(small_url, 3) == facts(small_url, 1) == first
    assert facts(small_url, 2) == second
    assert baked(small_url, 3) == drawn
    assert restore(small_url, 2) == 4
    assert facts(small_url, 4) == second
    assert facts(small_url, 1) == first
    log = "SELECT release, details ->> 'from' FROM polycentre.audit_event WHERE action = 'release.restore' ORDER BY id"
    assert query(small_url, log) == [(3, "1"), (4, "2")]


def test_a_draft_goes_on_from_what_was_restored(small_url: str) -> None:
    change_everything(small_url)
    publish(small_url)
    restore(small_url, 1)
    assert bring(small_url, "census", "moved.csv", MOVED, **LONG).changes["changed"] == 2
    bring(small_url, "plan", "p.toml", PLAN.replace("version = 1", "version = 2").replace("330326101", "330326102"))
    assert publish(small_url).release == 4


def test_what_cannot_be_restored_is_refused(small_url: str) -> None:
    before = state(small_url)
    for number, refusal in ((1, Conflict), (2, NotFound)):
        with pytest.raises(refusal), writing(small_url) as connection:
            restore_release(connection, number, "back", silent, "a test")
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    publish(small_url)
    bring(small_url, "sources", "s.csv", "id,title\nnew,New\n")
    with pytest.raises(Conflict) as refused, writing(small_url) as connection:
        restore_release(connection, 1, "back", silent, "a test")
    assert refused.value.members == {"draft": 3}
    assert before != state(small_url)


def test_a_failure_on_the_way_leaves_everything(small_url: str) -> None:
    change_everything(small_url)
    publish(small_url)
    before = state(small_url)

    def strike(step: str, _done: int, _total: int) -> None:
        if step == "tiles":
            raise RuntimeError(step)

    def attempt(connection: Connection) -> None:
        restore_release(connection, 1, "back", strike, "a test")

    with pytest.raises(RuntimeError, match="tiles"), writing(small_url) as connection:
        attempt(connection)
    assert state(small_url) == before
