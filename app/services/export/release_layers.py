"""The layers that a release can be exported as."""

from collections.abc import Awaitable, Sequence

from app.errors import NotFound
from app.repositories.database import Reader
from app.services.export.feature_layer import FeatureLayer
from app.services.export.label_layer import label_layer
from app.services.export.unit_layer import unit_layer
from app.services.export.zone_layer import zone_layer
from app.services.steps import Progress

LAYERS = ("county", "township", "zone", "label")


async def release_layers(
    reader: Reader, release: int, names: Sequence[str], period: str, progress: Progress
) -> list[FeatureLayer]:
    """Return layers of a release, in the order of ``LAYERS``; raises NotFound for one that there is not."""
    for name in names:
        if name not in LAYERS:
            raise NotFound(f"No layer {name[:40]!r}; the layers are {', '.join(LAYERS)}.", "layer")
    chosen = [name for name in LAYERS if name in names]
    found = []
    for done, name in enumerate(chosen):
        progress(f"layer {name}", done, len(chosen))
        found.append(await _layer(reader, release, name, period))
    progress(f"layer {chosen[-1]}", len(chosen), len(chosen))
    return found


def _layer(reader: Reader, release: int, name: str, period: str) -> Awaitable[FeatureLayer]:
    if name == "zone":
        return zone_layer(reader, release, period)
    return label_layer(reader, release) if name == "label" else unit_layer(reader, release, name, period)
