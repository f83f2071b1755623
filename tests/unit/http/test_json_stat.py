"""JSON-stat datasets, addressed by hand."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from app.errors import Unprocessable
from app.http.json_stat import json_stat
from app.http.table import About, dimension, quantity
from tests.unit.http.tables import ABOUT, COLUMNS, RELEASE, ROWS, TABLE


def test_cells_are_in_row_major_order() -> None:
    found = json_stat(TABLE, ABOUT, "en")
    assert found["id"] == ["code", "period", "column"]
    assert found["size"] == [2, 2, 3]
    assert found["dimension"]["code"]["category"]["index"] == ["330383", "007"]
    assert found["dimension"]["period"]["category"]["index"] == ["2010-11-01", "2020-11-01"]
    assert found["value"] == [None, None, 0, 0.1 + 0.2, 53.68, 1, 1e-7, -2.9, 12, None, None, None]
    assert found["status"] == {"0": "O", "3": "E", "6": "A"}
    assert found["role"] == {"geo": ["code"], "time": ["period"], "metric": ["column"]}


def test_names_are_in_the_language_asked_for() -> None:
    for lang, name, title in (("zh", "龙港市", "表"), ("en", "Longgang", "Things")):
        found = json_stat(TABLE, ABOUT, lang)
        assert found["dimension"]["code"]["category"]["label"]["330383"] == name
        assert found["label"] == title
    assert found["dimension"]["column"]["category"]["unit"] == {"printed": {"label": "%"}}
    assert found["extension"]["status"]["label"]["E"] == "estimated"
    assert found["extension"]["release"]["number"] == 3


def _many(count: int) -> list[dict[str, Any]]:
    """Rows on the diagonal of a cube."""
    return [{"a": str(n), "b": str(n), "v": n} for n in range(count)]


@pytest.mark.parametrize(("count", "form"), [(1, list), (5, list), (6, dict), (100, dict)])
def test_a_sparse_cube_lists_only_what_is_there(count: int, form: type) -> None:
    columns = [dimension("a", "甲", "A"), dimension("b", "乙", "B"), quantity("v", "值", "V")]
    found = json_stat(replace(TABLE, columns=columns, rows=_many(count), names={}), ABOUT, "zh")
    assert found["size"] == [count, count, 1]
    assert isinstance(found["value"], form)
    told: Any = found["value"]
    cells = {int(at): value for at, value in (told.items() if form is dict else enumerate(told)) if value is not None}
    assert cells == {a * count + b: a for a, b in product(range(count), repeat=2) if a == b}


def test_two_rows_at_one_address_are_refused() -> None:
    with pytest.raises(Unprocessable, match=r"code 330383, period 2020-11-01.*") as refused:
        json_stat(replace(TABLE, rows=[*ROWS, ROWS[0]]), ABOUT, "zh")
    assert refused.value.parameter == "format"


def test_a_row_without_an_address_is_refused() -> None:
    with pytest.raises(Unprocessable, match="no period"):
        json_stat(replace(TABLE, rows=[ROWS[0] | {"period": None}]), ABOUT, "zh")


def test_no_rows_are_an_empty_cube() -> None:
    found = json_stat(replace(TABLE, rows=[], columns=COLUMNS), About(RELEASE, {}), "zh")
    assert (found["size"], found["value"], found["status"]) == ([0, 0, 3], [], {})
