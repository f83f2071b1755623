"""The colour ramps that classes can be painted with."""

from typing import Any

from app.services.colour_ramps import ramps


def list_ramps(k: int) -> list[dict[str, Any]]:
    """Return every ramp for numbers with its ``k`` colours, from low to high."""
    return [
        {
            "id": ramp.id,
            "label": {"zh": ramp.label_zh, "en": ramp.label_en},
            "kind": ramp.kind,
            "source": ramp.source,
            "colours": ramp.colours(k),
        }
        for ramp in ramps().values()
    ]
