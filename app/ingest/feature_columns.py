"""Which columns of a geographic file tell the units, and what they say of each feature."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from app.ingest.codes import is_code
from app.ingest.columns import Column
from app.ingest.fault import Fault
from app.ingest.headings import CODE, IGNORE, NAME, TELLING, field_of, said_of, yearless
from app.ingest.matching import Given

_MOSTLY = 0.8


def feature_columns(file: str, frame: gpd.GeoDataFrame, stated: Mapping[str, str], faults: list[Fault]) -> list[Given]:
    """Return what the columns say of each feature; a file without codes and names is a fault."""
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    faults += [
        Fault(file, None, heading, f"the file has no such column (columns here: {_listed(columns)})")
        for heading in stated
        if yearless(heading) not in map(yearless, columns)
    ]
    chosen = {column.field: column.heading for column in guess_feature_columns(frame, stated)}
    if CODE not in chosen and NAME not in chosen:
        reason = f"no column holds the unit codes or names (columns here: {_listed(columns)})"
        faults.append(Fault(file, None, "code", reason))
    texts = {field: [cell_text(value) for value in frame[chosen[field]]] for field in TELLING if field in chosen}
    blank = [""] * len(frame)
    told = zip(*(texts.get(field, blank) for field in TELLING), strict=True)
    return [Given(code, name, county) for code, name, county in told]


def guess_feature_columns(frame: gpd.GeoDataFrame, stated: Mapping[str, str]) -> tuple[Column, ...]:
    """Return every column of the features with what it is read as: as stated, by its heading, or as full of codes.

    Of several columns that would be the same field, the first is taken; the others are read as nothing.
    """
    names = [str(column) for column in frame.columns if column != frame.geometry.name]
    said, taken = said_of(stated, names), set(stated.values())
    columns = []
    for name in names:
        texts = [text for value in frame[name] if (text := cell_text(value))]
        told, found = said(name), field_of(name)
        field, ground = (told, "as stated") if told else (found, f"the heading {name}")
        if not told and (field not in TELLING or field in taken or not texts):
            field, ground = IGNORE, "tells no unit"
        taken.add(str(field))
        columns.append(Column("", name, field, ground, samples=tuple(dict.fromkeys(texts))[:3]))
    if CODE in taken:
        return tuple(columns)
    return tuple(_with_codes(frame, columns))


def _with_codes(frame: gpd.GeoDataFrame, columns: list[Column]) -> Iterator[Column]:
    """Yield the columns, the first one full of codes as such."""
    found = False
    for column in columns:
        texts = [cell_text(value) for value in frame[column.heading]]
        codes = sum(map(is_code, texts))
        if not found and column.field == IGNORE and codes and codes >= _MOSTLY * len(texts):
            found = True
            yield replace(column, field=CODE, ground=f"{codes} of {len(texts)} values are codes")
        else:
            yield column


def cell_text(value: object) -> str:
    """Return a value as text; whole numbers have no decimals, what is missing is empty."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _listed(columns: list[str]) -> str:
    return ", ".join(columns)[:300] or "none"
