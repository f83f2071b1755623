import pytest

from app.services.colour_ramps import ramps
from app.services.list_ramps import list_ramps


@pytest.mark.parametrize("k", range(2, 10))
def test_every_ramp_for_numbers_has_as_many_colours_as_classes(k: int) -> None:
    found = list_ramps(k)
    assert [ramp["id"] for ramp in found] == list(ramps())
    assert all(len(set(ramp["colours"])) == k for ramp in found)
    assert all(ramp["label"]["zh"] and ramp["label"]["en"] and ramp["source"] for ramp in found)
