"""What the query of a tile's URL chooses, resolved in its release: the same words as in the rest of the API."""

import datetime as dt
from collections.abc import Iterable, Mapping

from app.domain.vintage import vintages_back
from app.errors import NotFound, Unprocessable
from app.repositories.layers import Layer
from app.repositories.tiles import Variant
from app.services.output_crs import CRS84, settled_crs
from app.services.periods import one_period
from app.services.tile_choices import Choices

_LONGEST = 200
_ANY = ("period", "crs")  # what every layer takes

PARAMETERS = frozenset({"period", "plan", "crs"})


def refuse_unfit(layer: Layer, given: Iterable[str]) -> None:
    """Raise Unprocessable for a parameter of tiles that the layer has no use for."""
    for name in given:
        if name not in {*layer.parameters, *_ANY}:
            raise Unprocessable(f"Layer {layer.id} has no {name}; layers of values have one.", name)


def tile_variant(choices: Choices, layer: Layer, given: Mapping[str, str], *, gcj02: bool = False) -> Variant:
    """Return what the parameters mean for a layer; to choose the default is to choose nothing.

    ``gcj02`` says whether tiles may be shifted.

    Raises Unprocessable or NotFound naming the parameter.
    """
    for name in given:
        if len(given[name]) > _LONGEST:
            raise Unprocessable(f"{name} must not be longer than {_LONGEST} characters.", name)
    crs = settled_crs(given.get("crs", CRS84), allowed=gcj02)
    period, back = _period(choices, layer, given["period"]) if "period" in given else (None, 0)
    plan = _plan(choices, given["plan"]) if "plan" in given else None
    return Variant(period, plan, None if crs == CRS84 else crs, back)


def _period(choices: Choices, layer: Layer, text: str) -> tuple[dt.date | None, int]:
    return (_of_values if "period" in layer.parameters else _of_outlines)(choices, layer, text)


def _of_values(choices: Choices, layer: Layer, text: str) -> tuple[dt.date | None, int]:
    """Return the reference date, None for the one shown by default, and how many vintages back its outlines are."""
    default = choices.default(layer.id)
    if text == "latest" and default:
        return None, 0
    date = one_period(text, choices.dates.get(layer.id, {}))
    back = vintages_back(choices.vintages, date)
    return (None if date == default and not back else date), back


def _of_outlines(choices: Choices, _layer: Layer, text: str) -> tuple[dt.date | None, int]:
    """Return the day of the vintage, None for the newest, and how many vintages back it is.

    A period is a date of any values, or the day of a vintage; a year that has values means their date.
    """
    if text == "latest" and choices.vintages:
        return None, 0
    counted = {date for dates in choices.dates.values() for date in dates}
    years = {date.year for date in counted}
    known = {day for day in choices.vintages if day.isoformat() == text or day.year not in years}
    back = vintages_back(choices.vintages, one_period(text, counted | known))
    return (choices.vintages[back] if back else None), back


def _plan(choices: Choices, text: str) -> str:
    if text not in choices.plans:
        raise NotFound(f"No plan {text[:60]!r}; plans here: {', '.join(choices.plans) or 'none'}.", "plan")
    return text
