"""Feature ids of zones and the zoom at which a name appears."""

import pytest

from app.repositories.map_features import MapZone
from app.services.map_rows import ZoneIdCollision, label_zoom, zone_ids


def zone(plan: str, name: str) -> MapZone:
    return MapZone(plan, name, "enumerated", name, name, ("330326",))


def test_a_zone_has_the_same_id_in_every_release_and_company() -> None:
    one, other = zone("wenzhou-fyp14", "main-centre"), zone("wenzhou-fyp14", "nodes")
    assert zone_ids([one])[one] == zone_ids([other, one])[one] == 767_735_500


def test_two_zones_never_share_an_id() -> None:
    # The classic pair of words with one CRC-32; a common beginning changes nothing.
    with pytest.raises(ZoneIdCollision, match="p/buckeroo and p/plumless"):
        zone_ids([zone("p", "plumless"), zone("p", "buckeroo")])


@pytest.mark.parametrize(
    ("level", "radius", "zoom"),
    [
        ("county", 100_000.0, 5),
        ("county", 7_000.0, 7),
        ("county", 10.0, 9),
        ("township", 3_000.0, 9),
        ("township", 50.0, 13),
    ],
)
def test_a_name_appears_when_there_is_room(level: str, radius: float, zoom: int) -> None:
    assert label_zoom(level, radius) == zoom
