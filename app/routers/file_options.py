"""What is said of a file beside its bytes: its kind, its name, and how it is to be read."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from fastapi import Query

from app.errors import Unprocessable
from app.ingest.fault import ImportRefused
from app.ingest.profile import Kind as ReadKind
from app.ingest.profile import load_profile
from app.services.uploads import Options

Kind = Literal["sources", "datasets", "units", "lineage", "crosswalk", "census", "boundaries", "plan"]
_TAKEN = {
    "census": ("dataset", "reference_date", "source", "status", "remainder", "sheet", "columns", "units", "profile"),
    "boundaries": (
        "vintage", "source", "precision_class", "crs", "method", "layer", "columns", "accept_shift", "profile",
    ),
}  # fmt: skip
_DEFAULTS = {"census": {"status": "A"}, "boundaries": {"precision_class": "official"}}


def _word(description: str, longest: int = 200, **more: Any) -> Any:  # noqa: ANN401 -- the type is the annotation's
    return Query(max_length=longest, description=description, **more)


def _pairs(description: str, example: dict[str, str]) -> Any:  # noqa: ANN401 -- the type is the annotation's
    return _word(f"{description}; a JSON object.", 4_000, examples=[json.dumps(example, ensure_ascii=False)])


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a file beside its bytes."""

    kind: Kind
    filename: str
    options: Options

    @property
    def words(self) -> dict[str, str]:
        """The options that are one word each, a profile's included; those by heading show in the layout."""
        return {name: word for name, word in self.options.items() if isinstance(word, str)}


def stated(
    kind: Annotated[Kind, Query(description="What the file holds.")],
    filename: Annotated[str, Query(max_length=200, description="What the file is called; its ending says its format.")],
    dataset: Annotated[str | None, _word("census: id of a registered dataset.")] = None,
    reference_date: Annotated[str | None, _word("census: date of the counts, for rows that name none.")] = None,
    source: Annotated[str | None, _word("census, boundaries: id of a registered source.")] = None,
    status: Annotated[str | None, _word("census: SDMX status of rows that name none; else A.")] = None,
    remainder: Annotated[
        Literal["refuse", "estimate"] | None,
        Query(description="census: what some counts leave of their parent: refused, or shared by the estimates."),
    ] = None,
    sheet: Annotated[str | None, _word("census: the sheet, where a workbook has several with units.")] = None,
    columns: Annotated[
        str | None,
        _pairs("census, boundaries: fields by heading; `ignore` leaves a column out", {"人口": "ignore"}),
    ] = None,
    units: Annotated[str | None, _pairs("census: 人, 户, 千人, 万人 or 万户 by heading", {"常住人口": "万人"})] = None,
    vintage: Annotated[str | None, _word("boundaries: the date the outlines hold for.")] = None,
    precision_class: Annotated[
        str | None, _word("boundaries: official, generalised or schematic; else official.")
    ] = None,
    crs: Annotated[str | None, _word("boundaries: the CRS, over what the file says: EPSG:4490, GCJ-02 ….")] = None,
    method: Annotated[str | None, _word("boundaries: how the outlines were made.")] = None,
    layer: Annotated[str | None, _word("boundaries: the layer, where the file has several of polygons.")] = None,
    profile: Annotated[
        str | None,
        _word("census, boundaries: how such files are read, a profile in TOML; what else is stated wins.", 4_000),
    ] = None,
    accept_shift: Annotated[
        Literal["yes"] | None, Query(description="boundaries: take outlines that seem shifted against the known ones.")
    ] = None,
) -> Stated:
    """Return what is said of a file; raises Unprocessable for what means nothing for its kind."""
    require_printable(filename)
    given = {"dataset": dataset, "reference_date": reference_date, "source": source, "status": status,
             "remainder": remainder, "sheet": sheet,
             "columns": _mapping("columns", columns), "units": _mapping("units", units), "vintage": vintage,
             "precision_class": precision_class, "crs": crs, "method": method, "layer": layer,
             "accept_shift": accept_shift, "profile": profile}  # fmt: skip
    options = {name: value for name, value in given.items() if value is not None}
    taken = _TAKEN.get(kind, ())
    for name in options:
        if name not in taken:
            raise Unprocessable(f"A file of kind {kind} takes no {name} ({', '.join(taken) or 'nothing'}).", name)
    return Stated(kind, filename, _DEFAULTS.get(kind, {}) | _profiled(kind, options))


def _profiled(kind: Kind, options: Options) -> Options:
    """Return the options with those of their profile, if they name one, below them."""
    profile = options.pop("profile", None)
    if profile is None:
        return options
    (of,) = (known for known in get_args(ReadKind) if known == kind)
    try:
        return load_profile("profile", profile.encode(), of).applied(options)
    except ImportRefused as refused:
        faults = [fault.as_json() for fault in refused.faults]
        raise Unprocessable(f"{refused}.", "profile", errors=faults, error_count=len(faults)) from None


def require_printable(filename: str) -> None:
    """Raise Unprocessable for a name that could not be shown in faults."""
    if not filename.isprintable():
        raise Unprocessable("A file name is printable text.", "filename")


def _mapping(name: str, text: str | None) -> dict[str, str] | None:
    """Return a parameter that maps headings to words."""
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(word, str) for word in found.values()):
        raise Unprocessable('Expected a JSON object of headings and words, such as {"人口": "ignore"}.', name)
    if "\0" in "".join([*found, *found.values()]):
        raise Unprocessable("A heading holds no NUL.", name)
    return found
