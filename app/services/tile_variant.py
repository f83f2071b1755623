"""What the query of a tile's URL chooses, resolved in its release: the same words as in the rest of the API."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from app.errors import NotFound
from app.repositories import plan_documents
from app.repositories.attributes import layer_dates
from app.repositories.database import Reader
from app.repositories.layers import Layer
from app.repositories.tiles import Variant
from app.services.output_crs import CRS84, settled_crs
from app.services.periods import one_period
from app.settings import Settings

Resolve = Callable[[Reader, int, Layer, str], Awaitable[object]]


def accepted(layer: Layer) -> set[str]:
    """Return the query parameters that the tiles of a layer take."""
    return {*layer.parameters, "crs"}


async def tile_variant(
    reader: Reader, settings: Settings, release: int, layer: Layer, given: Mapping[str, str]
) -> Variant:
    """Return what the parameters mean for a layer; a choice that is the default is none.

    Raises Unprocessable or NotFound naming the parameter.
    """
    crs = settled_crs(given.get("crs", CRS84), allowed=settings.gcj02)
    chosen = {
        name: await resolve(reader, release, layer, given[name]) for name, resolve in RESOLVERS.items() if name in given
    }
    chosen["crs"] = None if crs == CRS84 else crs
    return Variant(**chosen)  # type: ignore[arg-type]  # each resolver gives what its part of the variant holds


async def _period(reader: Reader, release: int, layer: Layer, text: str) -> object:
    dates = await layer_dates(reader, release, layer.id)
    latest = next((date for date, default in dates.items() if default), None)
    date = latest if text == "latest" and latest else one_period(text, dates)
    return None if date == latest else date


async def _plan(reader: Reader, release: int, _layer: Layer, text: str) -> object:
    rows = await reader.rows(plan_documents.plans(release))
    known = [row["plan"] for row in rows]
    if text not in known:
        raise NotFound(f"No plan {text[:60]!r}; plans here: {', '.join(known) or 'none'}.", "plan")
    return text


# By query parameter, which is also the part of the variant.
RESOLVERS: Mapping[str, Resolve] = MappingProxyType({"period": _period, "plan": _plan})
