"""A small table that holds everything that is hard to write."""

import datetime as dt

from app.http.table import About, Column, Table, dimension, quantity
from app.repositories.pointer import ReleaseName

COLUMNS = (
    dimension("code", "代码", "Code", "geo"),
    dimension("period", "时点", "Date", "time", "date"),
    quantity("value", "值", "Value", status="status"),
    quantity("printed", "公布值", "Printed", "decimal", unit="%"),
    quantity("units", "单元数", "Units", "integer"),
    Column("status", "状态", "Status"),
    Column("note", "备注", "Note"),
)
ROWS = (
    {"code": "330383", "period": "2020-11-01", "value": 0.1 + 0.2, "printed": "53.680", "units": 1, "status": "E",
     "note": "=HYPERLINK(1)"},
    {"code": "007", "period": "2010-11-01", "value": 1e-7, "printed": "-2.9", "units": 12, "status": "A",
     "note": "平阳县 <&\"> \x0b end\nline"},
    {"code": "330383", "period": "2010-11-01", "value": None, "printed": None, "units": 0, "status": "O",
     "note": None},
)  # fmt: skip
NAMES = {"code": {"330383": ("龙港市", "Longgang"), "007": ("甲", "A")}}
TABLE = Table("things", "表", "Things", COLUMNS, ROWS, NAMES)
SOURCE = {"id": "s", "title": "公报", "publisher": None, "url": "http://example.org/", "licence": "public"}
RELEASE = ReleaseName(3, dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
ABOUT = About(RELEASE, {"period": ["2010-11-01"], "as_of": None}, [SOURCE])
