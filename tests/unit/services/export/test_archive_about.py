from app.repositories.drawn import Drawn
from app.services.export.archive_about import merged


def test_layers_speak_together() -> None:
    counties = Drawn((119.0, 27.0, 121.0, 28.0), ("b",), schematic=False)
    zones = Drawn((119.5, 26.0, 120.0, 28.5), ("a", "b"), schematic=True)
    nothing = Drawn(None, (), schematic=False)
    assert merged([counties, nothing, zones]) == Drawn((119.0, 26.0, 121.0, 28.5), ("a", "b"), schematic=True)
    assert merged([nothing]) == nothing
