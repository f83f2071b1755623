"""Which columns of a geographic file tell the units, and what they say of each feature."""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from app.ingest.codes import is_code
from app.ingest.fault import Fault
from app.ingest.headings import CODE, COUNTY, NAME, field_of, yearless
from app.ingest.matching import Given

_TELLING = (CODE, NAME, COUNTY)
_MOSTLY = 0.8


def feature_columns(file: str, frame: gpd.GeoDataFrame, stated: Mapping[str, str], faults: list[Fault]) -> list[Given]:
    """Return what the columns say of each feature; a file without codes and names is a fault."""
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    faults += [
        Fault(file, None, heading, f"the file has no such column (columns here: {_listed(columns)})")
        for heading in stated
        if heading not in columns
    ]
    chosen = choose_columns(frame, columns, stated)
    if CODE not in chosen and NAME not in chosen:
        reason = f"no column holds the unit codes or names (columns here: {_listed(columns)})"
        faults.append(Fault(file, None, "code", reason))
    texts = {field: [cell_text(value) for value in frame[column]] for field, column in chosen.items()}
    blank = [""] * len(frame)
    told = zip(*(texts.get(field, blank) for field in _TELLING), strict=True)
    return [Given(code, name, county) for code, name, county in told]


def choose_columns(frame: gpd.GeoDataFrame, columns: list[str], stated: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field: the stated one, else the first by heading, else the first full of codes."""
    chosen = {field: heading for heading, field in stated.items() if heading in columns}
    said = {yearless(heading) for heading in stated}
    for column in columns:
        field = field_of(column)
        if field in _TELLING and field not in chosen and column not in said and any(map(cell_text, frame[column])):
            chosen[str(field)] = column
    if CODE not in chosen:
        for column in columns:
            texts = [cell_text(value) for value in frame[column]]
            if column not in chosen.values() and sum(map(is_code, texts)) >= _MOSTLY * len(texts):
                return chosen | {CODE: column}
    return chosen


def cell_text(value: object) -> str:
    """Return a value as text; whole numbers have no decimals, what is missing is empty."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _listed(columns: list[str]) -> str:
    return ", ".join(columns)[:300] or "none"
