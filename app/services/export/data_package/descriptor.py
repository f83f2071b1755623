"""``datapackage.json``: what a package holds, where it comes from, and under which terms it may be used."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.services.export.data_package.resource import Resource
from app.services.export.place import slug

Row = Mapping[str, Any]

_DESCRIPTION = (
    "A release of Polycentre: everything that entered it, as another Polycentre imports it. Every count has a status "
    "and a source, every outline a precision class; schematic outlines must not locate a point."
)


def descriptor(release: int, place: str, sources: Sequence[Row], resources: Sequence[Resource]) -> bytes:
    """Return the descriptor of a package (Data Package, version 1).

    It holds no time and nothing of the service that wrote it: equal facts give equal packages, wherever they are.
    """
    cited = {str(row["id"]): _source(row) for row in sources}
    licences = {str(row["licence"]): None for row in sources if row["licence"]}
    document = {
        "profile": "data-package",
        "name": f"{place}-{release}",
        "title": f"Polycentre, {place}, release {release}",
        "description": _DESCRIPTION,
        "version": str(release),
        **({"licenses": [{"name": slug(text) or "other", "title": text} for text in licences]} if licences else {}),
        "sources": list(cited.values()),
        "polycentre": {"release": release},
        "resources": [resource.described(cited) for resource in resources],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _source(row: Row) -> dict[str, str]:
    return {"title": row["title"], **({"path": row["url"]} if row["url"] else {})}
