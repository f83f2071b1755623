"""The one draft: opening it, writing facts into it, discarding it. All statements run on the caller's transaction."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

from app.models import Base, Dataset, ImportRecord, Release, Source, Unit
from app.models.base import HeldFact
from app.repositories.copying import copy_rows, driver_of, identifiers
from app.repositories.statistics import analyse

_WRITERS_LOCK = 7341
_MANY = 1_000  # rows that come in at once and change what the planner knows of a table
_REGISTERS = (Dataset, Source, Unit)  # in an order that foreign keys allow to be deleted


def lock_writers(connection: Connection) -> None:
    """Let one import or publication run at a time; released with the transaction, even when its process is killed."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})


def find_draft(connection: Connection) -> int | None:
    """Return the number of the open draft, or None."""
    return connection.scalar(select(Release.number).where(Release.state == "draft"))


def newest_release(connection: Connection) -> int:
    """Return the number of the draft, else of the last release; 0 when there is neither."""
    return connection.scalar(select(func.max(Release.number))) or 0


def open_draft(connection: Connection, by: str, first: int = 1) -> int:
    """Return the number of the draft, opening one above the last release when there is none.

    ``first`` is the number where there is no release either.
    """
    found = find_draft(connection)
    if found is not None:
        return found
    newest = newest_release(connection)
    number = newest + 1 if newest else first
    connection.execute(insert(Release).values(number=number, state="draft", created_by=by))
    return number


def discard_draft(connection: Connection, number: int) -> None:
    """Remove everything that entered the draft, and the draft; raises ValueError when the number is no draft's."""
    if find_draft(connection) != number:
        raise ValueError(f"release {number} is no draft")
    for table in held_tables():
        starts = func.lower(table.c.releases)
        connection.execute(delete(table).where(starts == number))
        reopened = func.int4range(starts, None)
        connection.execute(update(table).where(func.upper(table.c.releases) == number).values(releases=reopened))
    for model in _REGISTERS:
        connection.execute(delete(model).where(model.created_in == number))
    connection.execute(delete(ImportRecord).where(ImportRecord.release == number))
    connection.execute(delete(Release).where(Release.number == number, Release.state == "draft"))


def held_tables() -> list[Table]:
    """Return the tables whose rows hold in a range of releases."""
    held = [mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, HeldFact)]
    # Facts point at registers only, never at each other, so their order does not matter.
    return [table for table in held if isinstance(table, Table)]


def register(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], draft: int) -> dict[str, int]:
    """Add entries to a register (sources, datasets, units); entries of this draft may still be changed.

    Raises KeyError with the id of an entry that a published release already holds with other content.
    """
    columns = [c.name for c in table.columns if c.name != "created_in"]
    known = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
    changes = {"added": 0, "changed": 0, "unchanged": 0}
    new: dict[Any, dict[str, Any]] = {}
    for row in rows:
        entry = {name: row.get(name) for name in columns}
        old = known.get(entry["id"])
        if old is None:
            new[entry["id"]] = entry | {"created_in": draft}
            changes["added"] += 1
        elif all(old[name] == entry[name] for name in columns):
            changes["unchanged"] += 1
        elif old["created_in"] == draft:
            connection.execute(update(table).where(table.c.id == entry["id"]).values(**entry))
            changes["changed"] += 1
        else:
            raise KeyError(entry["id"])
    if new:
        connection.execute(insert(table), list(new.values()))
    return changes


def merge_facts(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    key: tuple[str, ...],
    draft: int,
    replaces: tuple[str, ...] | None = None,
) -> dict[str, int]:
    """Write facts into the draft: equal ones stay, changed ones are closed to the published releases and added anew.

    ``key`` identifies a fact. With ``replaces``, open facts that share those columns with some row but match no
    row's key are closed too: the file is the whole truth about them. Returns counts of added, changed, removed and
    unchanged facts.
    """
    columns = [c.name for c in table.columns if c.name not in ("id", "releases")]
    _stage(connection, table, columns, rows)
    names = {"fact": f"{table.schema}.{table.name}", "columns": ", ".join(columns)}
    payload = [name for name in columns if name not in key]
    same_key = " AND ".join(_same(table, name) for name in key)
    differs = f"({', '.join(f'f.{p}' for p in payload)}) IS DISTINCT FROM ({', '.join(f'i.{p}' for p in payload)})"
    is_open = "upper_inf(f.releases)"
    changed = _close(connection, names, f"EXISTS (SELECT FROM incoming i WHERE {same_key} AND {differs})", draft)
    removed = 0
    if replaces:
        shared = " AND ".join(f"f.{name} = i.{name}" for name in replaces)
        gone = (
            f"EXISTS (SELECT FROM incoming i WHERE {shared}) AND NOT EXISTS (SELECT FROM incoming i WHERE {same_key})"
        )
        removed = _close(connection, names, gone, draft)
    adding = f"""
        INSERT INTO {names["fact"]} ({names["columns"]}, releases)
        SELECT {names["columns"]}, int4range(:draft, NULL) FROM incoming i
        WHERE NOT EXISTS (SELECT FROM {names["fact"]} f WHERE {same_key} AND {is_open})
        ORDER BY i.ctid
    """  # in the order of the file, in which events of one day are told
    added = connection.execute(text(adding), {"draft": draft}).rowcount
    connection.execute(text("DROP TABLE incoming"))
    let_planner_know(connection, table.name, added)
    return {"added": added - changed, "changed": changed, "removed": removed, "unchanged": len(rows) - added}


def _same(table: Table, name: str) -> str:
    """Compare a column of a fact and of what comes in; only plain equality lets the planner hash or sort."""
    return f"f.{name} {'IS NOT DISTINCT FROM' if table.c[name].nullable else '='} i.{name}"


def let_planner_know(connection: Connection, table: str, rows: int) -> None:
    """Tell the planner of rows that it cannot know yet: it would go through a large table once for each of them."""
    if rows >= _MANY:
        analyse(connection, [table])


def _close(connection: Connection, names: dict[str, str], condition: str, draft: int) -> int:
    """End the open facts that meet the condition: delete those of this draft, bound the published ones by it."""
    fact, where = names["fact"], f"upper_inf(f.releases) AND {condition}"
    deleted = f"DELETE FROM {fact} f WHERE lower(f.releases) = :draft AND {where}"
    bounded = f"UPDATE {fact} f SET releases = int4range(lower(f.releases), :draft) WHERE {where}"
    return sum(connection.execute(text(statement), {"draft": draft}).rowcount for statement in (deleted, bounded))


def _stage(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    shape = sql.SQL("CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
        identifiers(columns), sql.Identifier(str(table.schema), table.name)
    )
    driver_of(connection).execute(shape)
    cells = ([_copied(row.get(name)) for name in columns] for row in rows)
    if copy_rows(connection, sql.Identifier("incoming"), columns, cells) >= _MANY:
        connection.execute(text("ANALYZE incoming"))


def _copied(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
