"""What the query of a tile's URL chooses, resolved in its release: the same words as in the rest of the API."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from app.errors import NotFound, Unprocessable
from app.repositories.layers import Layer
from app.repositories.tiles import Variant
from app.services.output_crs import CRS84, settled_crs
from app.services.periods import one_period
from app.services.tile_choices import Choices

Resolve = Callable[[Choices, Layer, str], Any]

_LONGEST = 200


PARAMETERS = frozenset({"period", "plan", "crs"})


def refuse_unfit(layer: Layer, given: Iterable[str]) -> None:
    """Raise Unprocessable for a parameter of tiles that the layer has no use for."""
    for name in given:
        if name not in {*layer.parameters, "crs"}:
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
    chosen = {name: resolve(choices, layer, given[name]) for name, resolve in RESOLVERS.items() if name in given}
    return Variant(**chosen, crs=None if crs == CRS84 else crs)


def _period(choices: Choices, layer: Layer, text: str) -> Any:  # noqa: ANN401
    dates = choices.dates.get(layer.id, {})
    latest = next((date for date, default in dates.items() if default), None)
    date = latest if text == "latest" and latest else one_period(text, dates)
    return None if date == latest else date


def _plan(choices: Choices, _layer: Layer, text: str) -> Any:  # noqa: ANN401
    if text not in choices.plans:
        raise NotFound(f"No plan {text[:60]!r}; plans here: {', '.join(choices.plans) or 'none'}.", "plan")
    return text


# By query parameter, which is also the part of the variant that it gives.
RESOLVERS: Mapping[str, Resolve] = MappingProxyType({"period": _period, "plan": _plan})
