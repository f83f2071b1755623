"""The small made-up city for tests that publish, and the features of the bundled one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.small import small_package, small_template, small_url

if TYPE_CHECKING:
    from tests.api.conftest import Service

__all__ = ["small_package", "small_template", "small_url"]

COLLECTIONS = ("counties", "townships", "zones")
Feature = dict[str, Any]


@pytest.fixture(scope="session")
def features(service: Service) -> dict[str, list[Feature]]:
    """Return every feature of each collection, with all properties and decimals."""
    return {
        name: service.json(f"/ogc/collections/{name}/items?limit=1000&precision=9")["features"] for name in COLLECTIONS
    }
