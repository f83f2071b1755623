"""What the query of a tile's URL chooses, resolved in its release: the same words as in the rest of the API."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.errors import NotFound, Unprocessable
from app.repositories.layers import Layer
from app.repositories.tiles import Variant
from app.services.periods import one_period
from app.services.tile_choices import Choices
from app.settings import Settings

Resolve = Callable[[Choices, Layer, str], Any]

_LONGEST = 200


def accepted(layer: Layer, _settings: Settings) -> set[str]:
    """Return the query parameters that the tiles of a layer take here."""
    return {*layer.parameters}


def tile_variant(choices: Choices, layer: Layer, given: Mapping[str, str]) -> Variant:
    """Return what the parameters mean for a layer; to choose the default is to choose nothing.

    Raises Unprocessable or NotFound naming the parameter.
    """
    for name in given:
        if len(given[name]) > _LONGEST:
            raise Unprocessable(f"{name} must not be longer than {_LONGEST} characters.", name)
    return Variant(
        **{name: resolve(choices, layer, given[name]) for name, resolve in RESOLVERS.items() if name in given}
    )


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
