"""Let the planner know the rows that were just written; whoever writes them need not own the tables."""

from collections.abc import Iterable

from sqlalchemy import Connection, text


def analyse(connection: Connection, tables: Iterable[str]) -> None:
    """Analyse tables by their names within the schema ``polycentre``."""
    for table in tables:
        connection.execute(text("SELECT polycentre.analyse(CAST(:name AS regclass))"), {"name": f"polycentre.{table}"})
