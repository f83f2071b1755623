import io
from pathlib import Path

import pytest

from app.errors import InsufficientStorage
from app.ingest.fault import ImportRefused
from app.ingest.geofile import read_features
from app.ingest.unpacking import unpack
from tests.integration.broken.archives import archive
from tests.unit.http.test_uploads import room_for

LARGE = archive(("towns.geojson", b'{"type": "FeatureCollection", "features": []}' + b" " * 200_000))


def test_a_full_disk_is_no_damaged_archive(tmp_path: Path) -> None:
    with room_for(100_000), pytest.raises(InsufficientStorage, match="no room"):
        unpack("a.zip", io.BytesIO(LARGE), tmp_path)


@pytest.mark.parametrize("content", [LARGE, b'{"type": "FeatureCollection"}' + b" " * 200_000], ids=["zip", "geojson"])
def test_a_full_disk_is_no_unreadable_map(content: bytes) -> None:
    with room_for(100_000), pytest.raises(InsufficientStorage, match="no room"):
        read_features("a", content)


def test_other_faults_of_an_archive_stay_its_own(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="1 fault"):
        unpack("a.zip", io.BytesIO(LARGE[:-30]), tmp_path)
