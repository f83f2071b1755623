"""Open a geographic file by what it is, never by what its name or its content asks for."""

import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from app.domain.finding import listed
from app.errors import within_room
from app.ingest.datasets import Dataset, datasets
from app.ingest.fault import ImportRefused
from app.ingest.gdal import pyogrio
from app.ingest.limits import check_size
from app.ingest.unpacking import refused

MAX_FEATURES = 100_000
_SURFACES = ("Polygon", "Surface")


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one layer, and what was chosen to read them."""

    frame: gpd.GeoDataFrame
    layer: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layer:
    dataset: Dataset
    name: str
    kind: str  # a geometry type, "Unknown", or "None" for a table

    def __str__(self) -> str:
        return f"{self.name[:60]} ({self.kind})"


def read_features(file: str, content: bytes, layer: str | None = None) -> Features:
    """Return the features of the stated layer, else of the only one that has polygons.

    Reads GeoJSON, GeoPackage, FlatGeobuf, KML and KMZ, and zipped Shapefiles and File Geodatabases (or any of the
    others, zipped). Geometries that cannot be read are None. Raises ImportRefused when the file is anything else,
    unreadable or too large, and when it holds several layers of polygons, naming them; InsufficientStorage when the
    disk is full.
    """
    check_size(file, content)
    with tempfile.TemporaryDirectory(prefix="polycentre-") as folder:
        try:
            with within_room(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                chosen, several = _choose(file, datasets(file, content, Path(folder)), layer)
                frame = _read(file, chosen)
        except UnboundLocalError:  # what pyogrio raises for a .prj that GDAL reads and cannot write again
            raise refused(
                file, "its reference system cannot be read; remove the .prj and state the CRS", "crs"
            ) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise refused(file, f"cannot be read: {_plain(str(error), file, folder)}") from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise refused(file, "holds no features with geometry")
    if len(frame) > MAX_FEATURES:
        raise refused(file, f"holds more than {MAX_FEATURES} features")
    notes = [*([f"layer {chosen.name}"] if several else []), *chosen.dataset.notes]
    return Features(frame, chosen.name, tuple(notes))


def _read(file: str, chosen: _Layer) -> gpd.GeoDataFrame:
    frame = pyogrio.read_dataframe(
        chosen.dataset.address,
        layer=chosen.name,
        encoding=chosen.dataset.encoding,
        max_features=MAX_FEATURES + 1,
        on_invalid="ignore",
        use_arrow=False,
    )
    claimed = _features(chosen)
    if len(frame) < min(claimed, MAX_FEATURES):
        raise refused(file, f"says that it holds {claimed} features, {len(frame)} can be read; is it cut short?")
    return frame


def _choose(file: str, found: list[Dataset], stated: str | None) -> tuple[_Layer, bool]:
    """Return the layer to read, and whether there were others."""
    layers = [
        _Layer(dataset, str(name), str(kind or "None"))
        for dataset in found
        for name, kind in pyogrio.list_layers(dataset.address)
    ]
    if not layers:
        raise refused(file, "holds no layer")
    surfaces = [layer for layer in layers if any(word in layer.kind for word in _SURFACES)]
    unknown = [layer for layer in layers if layer.kind in {"Unknown", "GeometryCollection"} and _features(layer)]
    chosen = [layer for layer in layers if layer.name == stated] if stated else surfaces or unknown
    if not stated and not chosen and len(layers) == 1:
        chosen = layers  # its features say one by one that they are no polygons
    if len(chosen) != 1:
        raise _layers_refused(file, layers, chosen, stated)
    return chosen[0], len(layers) > 1


def _features(layer: _Layer) -> int:
    """Return the number of features: a KMZ has an empty layer in the file that only links to the others."""
    return int(pyogrio.read_info(layer.dataset.address, layer=layer.name, force_feature_count=True)["features"])


def _layers_refused(file: str, layers: list[_Layer], chosen: list[_Layer], stated: str | None) -> ImportRefused:
    names = listed([str(layer) for layer in chosen or layers])
    if stated and not chosen:
        return refused(file, f"holds no layer {stated[:60]!r}; it has {names}", "layer")
    if not chosen:
        return refused(file, f"holds no layer of polygons; it has {names}", "layer")
    return refused(file, f"holds {len(chosen)} layers that may be meant; state one of {names}", "layer")


def _plain(message: str, file: str, folder: str) -> str:
    """Return what a library says, without the paths of this machine and its advice to programmers."""
    return message.split("; It might help", 1)[0].replace(folder, file)[:200]
