"""The features of the bundled city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

COLLECTIONS = ("counties", "townships", "zones")
Feature = dict[str, Any]


@pytest.fixture(scope="session")
def features(service: Service) -> dict[str, list[Feature]]:
    """Return every feature of each collection, with all properties and decimals."""
    return {
        name: service.json(f"/ogc/collections/{name}/items?limit=1000&precision=9")["features"] for name in COLLECTIONS
    }
