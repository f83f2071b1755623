"""Tables read back from every format by readers that know nothing of the service's writers.

Each gives rows by key, with None for a gap; JSON-stat gives the numbers alone, and the statuses of its cells.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from csvw import CSVW
from pyjstat import pyjstat

if TYPE_CHECKING:
    from tests.api.conftest import Service

# The pyjstat package makes a line of every cell there could be: a large cube takes it seconds.
MOST_CELLS = 20_000
Cells = dict[str, Any]
Rows = dict[tuple[str, ...], Cells]


def keyed(rows: Sequence[Cells], keys: Sequence[str]) -> Rows:
    """Return rows by key, which must tell them apart."""
    found = {tuple(str(row[key]) for key in keys): row for row in rows}
    assert len(found) == len(rows)
    return found


def fetch(service: Service, url: str, name: str) -> bytes:
    answer = service.get(with_format(url, name))
    assert answer.status_code == 200, answer.text
    return answer.content


def with_format(url: str, name: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}format={name}"


def from_csv(content: bytes) -> list[Cells]:
    text = content.decode("utf-8-sig")
    return [{name: _text(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))]


def _text(cell: str) -> str | None:
    """Undo what keeps a text from being run as a formula."""
    return cell.removeprefix("'") or None


def from_xlsx(content: bytes) -> list[Cells]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(content))["data"].iter_rows(values_only=True)
    return [dict(zip(header, map(_day, row), strict=True)) for row in rows]


def _day(cell: object) -> object:
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else cell


def from_csvw(service: Service, content: bytes) -> list[Cells]:
    """Follow the metadata to its CSV and let the csvw package read both."""
    document = json.loads(content)
    table = service.get(document["url"])
    assert table.headers["content-type"].startswith("text/csv")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "table.csv").write_bytes(table.content)
        (Path(folder) / "table.json").write_text(json.dumps(document | {"url": "table.csv"}), "utf-8")
        found = list(CSVW(str(Path(folder) / "table.json")).tables[0])
    return [{name: _plain(cell) for name, cell in row.items()} for row in found]


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal):
        return str(cell)
    return _text(cell) if isinstance(cell, str) else _day(cell)


def from_json_stat(content: bytes) -> tuple[Rows, dict[tuple[str, ...], str]]:
    """Return numbers by key and column, and statuses by key: the last dimension is the column."""
    cube = json.loads(content)
    numbers: Rows = {}
    statuses: dict[tuple[str, ...], str] = {}
    for at, (*key, column) in enumerate(_addresses(cube)):
        value = cube["value"][at] if isinstance(cube["value"], list) else cube["value"].get(str(at))
        numbers.setdefault(tuple(key), {})[column] = value
        if str(at) in cube["status"]:
            statuses[tuple(key)] = cube["status"][str(at)]
    return {key: cells for key, cells in numbers.items() if any(v is not None for v in cells.values())}, statuses


def _addresses(cube: Cells) -> Iterator[tuple[str, ...]]:
    """The last dimension runs fastest."""
    return product(*(cube["dimension"][name]["category"]["index"] for name in cube["id"]))


def from_pyjstat(content: bytes) -> Rows:
    """Let the pyjstat package read the same cube."""
    *keys, column = json.loads(content)["id"]
    frame = pyjstat.Dataset.read(content.decode()).write("dataframe", naming="id").dropna(subset=["value"])
    found: Rows = {}
    for record in frame.to_dict("records"):
        found.setdefault(tuple(str(record[key]) for key in keys), {})[record[column]] = record["value"]
    return found


TABULAR: dict[str, Callable[[Service, bytes], list[Cells]]] = {
    "csv": lambda _service, content: from_csv(content),
    "xlsx": lambda _service, content: from_xlsx(content),
    "csvw": from_csvw,
}


def same(told: object, expected: object) -> bool:
    """Whether a cell says what is expected, be it as text or as a number."""
    if told is None or expected is None or (isinstance(expected, str) and isinstance(told, str)):
        return told == expected
    return float(str(told)) == float(str(expected))


def check_every_format(service: Service, url: str, keys: Sequence[str], expected: Sequence[Cells]) -> None:
    """Hold every format of a table to the rows expected; their numbers are what is not text, and printed decimals."""
    wanted = keyed(expected, keys)
    for name, decode in TABULAR.items():
        told = keyed(decode(service, fetch(service, url, name)), keys)
        assert list(told) == list(wanted), name
        for key, row in wanted.items():
            wrong = {column: (told[key][column], cell) for column, cell in row.items()
                     if not same(told[key][column], cell)}  # fmt: skip
            assert not wrong, (name, key)
    content = fetch(service, url, "json-stat")
    cube = json.loads(content)
    assert cube["id"][:-1] == list(keys)
    columns = cube["dimension"]["column"]["category"]["index"]
    numbers = {key: {c: float(row[c]) for c in columns if row[c] is not None} for key, row in wanted.items()}
    numbers = {key: cells for key, cells in numbers.items() if cells}
    by_hand, statuses = from_json_stat(content)
    assert {key: {c: v for c, v in cells.items() if v is not None} for key, cells in by_hand.items()} == numbers
    if 0 < prod(cube["size"]) < MOST_CELLS:  # a cube without categories has no cell to read
        assert from_pyjstat(content) == numbers
    if expected and "status" in expected[0]:
        assert statuses == {key: row["status"] for key, row in wanted.items() if row["status"]}
