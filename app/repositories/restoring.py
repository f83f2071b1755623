"""Bring the facts of a former release into a new draft: what held then holds again, what came since is closed."""

from sqlalchemy import Connection, Select, Table, and_, func, insert, not_, select, tuple_, update

from app.models import Measure, Plan, PublishedFigure, Target, Zone, ZoneMember
from app.repositories.draft import held_tables, let_planner_know


def restore_facts(connection: Connection, number: int, draft: int) -> dict[str, int]:
    """Make an empty draft hold the facts of a published release; return the number of facts closed and restored."""
    closed = restored = 0
    for table in held_tables():
        open_, then = func.upper_inf(table.c.releases), table.c.releases.contains(number)
        ended = func.int4range(func.lower(table.c.releases), draft)
        closing = update(table).where(open_, not_(then)).values(releases=ended)
        closed += connection.execute(closing).rowcount
        names = _names(table, "id", "releases")
        rows = (
            select(*(table.c[name] for name in names), func.int4range(draft, None))
            .where(then, not_(open_))
            .order_by(table.c.id)
        )
        copied = connection.execute(insert(table).from_select([*names, "releases"], rows)).rowcount
        let_planner_know(connection, table.name, copied)
        restored += copied
    _restore_elements(connection, number, draft)
    return {"closed": closed, "restored": restored}


def _restore_elements(connection: Connection, number: int, draft: int) -> None:
    """Give each plan that was restored the elements of the one it is a copy of."""
    old, new = Plan.__table__.alias("old"), Plan.__table__.alias("new")
    same = tuple_(new.c.plan, new.c.version) == tuple_(old.c.plan, old.c.version)
    copy = and_(
        same, old.c.releases.contains(number), not_(func.upper_inf(old.c.releases)),
        func.lower(new.c.releases) == draft,
    )  # fmt: skip
    for model in (Zone, Measure, Target, PublishedFigure):
        table: Table = model.__table__  # type: ignore[assignment]
        names = _names(table, "id", "plan_id")
        rows = select(new.c.id, *(table.c[name] for name in names)).join(old, old.c.id == table.c.plan_id)
        _copy(connection, table, ["plan_id", *names], rows.join(new, copy).order_by(table.c.id))
    then, now = Zone.__table__.alias("zone_then"), Zone.__table__.alias("zone_now")
    rows = select(now.c.id, ZoneMember.unit).join(then, then.c.id == ZoneMember.zone_id)
    rows = rows.join(old, old.c.id == then.c.plan_id).join(new, copy)
    rows = rows.join(now, and_(now.c.plan_id == new.c.id, now.c.zone == then.c.zone))
    _copy(connection, ZoneMember.__table__, ["zone_id", "unit"], rows)  # type: ignore[arg-type]


def _copy(connection: Connection, table: Table, names: list[str], rows: Select[*tuple[object, ...]]) -> None:
    connection.execute(insert(table).from_select(names, rows))


def _names(table: Table, *without: str) -> list[str]:
    return [column.name for column in table.columns if column.name not in without]
