"""How files of one kind are read, kept in a file for next year: fields and units of columns, sheet, layer, options."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from app.ingest.columns import STATED, UNITS, Column, Layout
from app.ingest.fault import Fault, ImportRefused
from app.ingest.headings import said_of, yearless
from app.ingest.unpacking import refused

Kind = Literal["census", "boundaries"]
FORMAT = 1
_LARGEST = 1024 * 1024
_Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

    dataset: _Text | None = None
    source: _Text | None = None
    status: _Text | None = None
    crs: _Text | None = None
    precision_class: _Text | None = None
    method: _Text | None = None


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal[1]
    name: _Text
    kind: Kind
    sheet: _Text | None = None
    layer: _Text | None = None
    columns: dict[_Text, _Text] = Field(default_factory=dict)
    units: dict[_Text, _Text] = Field(default_factory=dict)
    options: _Options = Field(default_factory=_Options)


@dataclass(frozen=True, slots=True)
class Profile:
    """A named way of reading; headings and the sheet may hold ``{year}``, which stands for any year."""

    name: str
    kind: Kind
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    layer: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def applied(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options of an import; what is given for this one wins, column by column."""
        merged: dict[str, Any] = {**self.options, **{k: v for k, v in given.items() if v not in (None, {})}}
        for name, kept in (("columns", self.columns), ("units", self.units)):
            said = dict(given.get(name) or {})
            if both := {h: w for h, w in kept.items() if yearless(h) not in said} | said:
                merged[name] = both
        for name, place in (("sheet", self.sheet), ("layer", self.layer)):
            if place and not merged.get(name):
                merged[name] = place
        return merged


def load_profile(file: str, content: bytes, kind: Kind) -> Profile:
    """Read a profile; raises ImportRefused for what is none, or one for files of another kind."""
    if len(content) > _LARGEST:
        raise refused(file, "is too large for a profile")
    try:
        document = _Document.model_validate(tomllib.loads(content.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refused(file, f"is not a profile in TOML: {error}") from None
    except ValidationError as invalid:
        faults = [Fault(file, None, ".".join(map(str, e["loc"])), e["msg"]) for e in invalid.errors()]
        raise ImportRefused(faults) from None
    if document.kind != kind:
        raise refused(file, f"is a profile for {document.kind}, not for {kind}", "kind")
    options = document.options.model_dump(exclude_none=True)
    return Profile(document.name, kind, document.columns, document.units, document.sheet, document.layer, options)


def dump_profile(profile: Profile) -> str:
    """Return a profile as TOML."""
    document: dict[str, Any] = {"format": FORMAT, "name": profile.name, "kind": profile.kind}
    places = {"sheet": profile.sheet, "layer": profile.layer}
    tables = {"columns": profile.columns, "units": profile.units, "options": profile.options}
    document |= {name: place for name, place in places.items() if place}
    document |= {name: dict(table) for name, table in tables.items() if table}
    return tomli_w.dumps(document)


def profile_of(name: str, kind: Kind, layout: Layout, options: Mapping[str, Any]) -> Profile:
    """Return how a file was read as a profile, without the years that its headings and its sheet name."""
    known = _telling([column for column in layout.columns if column.field and column.heading])
    kept = {k: str(v) for k, v in options.items() if k in _Options.model_fields and v}
    words = {scale: word for word, scale in UNITS.items() if scale > 1 and word.endswith("人")}
    # A unit of one is kept where it was stated: there the heading, or a note above the table, says another.
    said = said_of(options.get("units") or {}, [column.heading for column in layout.columns])
    units = {key: unit for key, column in known.items() if (unit := said(column.heading) or words.get(column.scale))}
    columns = {key: str(column.field) for key, column in known.items()}
    census, place = kind == "census", yearless(layout.sheet) if layout.sheet else None
    return Profile(name, kind, columns, units, place if census else None, None if census else layout.sheet, kept)


def _telling(columns: Sequence[Column]) -> dict[str, Column]:
    """Return the columns by their headings without years.

    Columns that differ by the year alone keep it where they were stated; else the year of the counts tells them apart.
    """
    times = Counter(yearless(column.heading) for column in columns)
    alone = {yearless(column.heading): column for column in columns if times[yearless(column.heading)] == 1}
    return alone | {c.heading: c for c in columns if times[yearless(c.heading)] > 1 and c.ground.startswith(STATED)}
