"""Does QGIS load collections, vector tiles and styles, and read every feature with the values of the JSON API?"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from features import COLLECTIONS, Collection
from fetching import read, read_json
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsMapBoxGlStyleConversionContext,
    QgsMapBoxGlStyleConverter,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapToolIdentify
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage
from reference import Reference
from tally import Tally
from tile_features import Drawn
from tileset import LAYERS, described

_MERCATOR = QgsCoordinateReferenceSystem("EPSG:3857")
_SIDE = 1024
_PICTURES = Path(__file__).parents[1] / ".cache" / "judges" / "pictures"


def main(base: str) -> None:
    """Judge collections, layers of tiles, and styles; keep the pictures."""
    tally = Tally(f"QGIS {Qgis.QGIS_VERSION}")
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], True)
    application.initQgis()
    _PICTURES.mkdir(parents=True, exist_ok=True)
    reference = Reference(base)
    for name in COLLECTIONS:
        with tally.part(f"OAPIF of {name}"):
            _judge_collection(Collection(reference, name), tally)
    for layer in LAYERS:
        with tally.part(f"tiles of {layer}"):
            _judge_tiles(Drawn(reference, layer), tally)
    with tally.part("styles"):
        for style in read_json(f"{base}/styles")["items"]:
            with tally.part(f"style {style['id']}"):
                _judge_style(reference, style, tally)
    tally.close()


def _judge_collection(collection: Collection, tally: Tally) -> None:
    root = f"{collection.reference.base}/ogc"
    source = f"url='{root}' typename='{collection.name}' restrictToRequestBBOX='0'"
    layer = QgsVectorLayer(source, collection.name, "OAPIF")
    if not tally.check(layer.isValid(), f"{collection.name} does not open"):
        return
    tally.check(layer.crs().authid() in {"OGC:CRS84", "EPSG:4326"}, f"{collection.name}: crs {layer.crs().authid()}")
    features = list(layer.getFeatures())
    names = [field.name() for field in layer.fields()]
    collection.judge([dict(zip(names, feature.attributes(), strict=True)) for feature in features], "OAPIF", tally)
    tally.none(
        (f"{f['code']} has no outline" for f in features if f.geometry().isEmpty()), f"outlines of {collection.name}"
    )
    _save(_rendered(layer, _box(layer.extent(), layer.crs())), f"oapif-{collection.name}", tally)


def _judge_tiles(drawn: Drawn, tally: Tally) -> None:
    """Open a layer by its address template, look at the whole of it, and ask what is there, as a person would."""
    tilejson = described(drawn.reference.base, drawn.layer)
    layer = _tile_layer(tilejson, drawn.layer)
    if not tally.check(layer.isValid(), f"{drawn.layer} does not open"):
        return
    box = _box(QgsRectangle(*tilejson["bounds"]), QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas = QgsMapCanvas()
    canvas.resize(_SIDE, _SIDE)
    canvas.setDestinationCrs(_MERCATOR)
    canvas.setLayers([layer])
    canvas.setExtent(box)
    canvas.refresh()
    canvas.waitWhileRendering()
    found = QgsMapToolIdentify(canvas).identify(
        QgsGeometry.fromRect(box), QgsMapToolIdentify.TopDownAll, [layer], QgsMapToolIdentify.VectorTileLayer
    )
    features = [result.mFeature for result in found]
    rows = [{field.name(): feature[field.name()] for field in feature.fields()} for feature in features]
    drawn.judge(rows, "vector tiles", tally)
    _save(_rendered(layer, box), f"tiles-{drawn.layer}", tally)


def _tile_layer(tilejson: dict[str, Any], name: str) -> QgsVectorTileLayer:
    template = tilejson["tiles"][0].replace("{", "%7B").replace("}", "%7D").replace("&", "%26")
    return QgsVectorTileLayer(f"type=xyz&url={template}&zmin={tilejson['minzoom']}&zmax={tilejson['maxzoom']}", name)


def _judge_style(reference: Reference, entry: Mapping[str, Any], tally: Tally) -> None:
    """Convert a style as the dialog "New vector tiles connection" does with a style URL, and draw with it."""
    name, style, painted = entry["id"], read_json(entry["url"]), set()
    converter, context = QgsMapBoxGlStyleConverter(), QgsMapBoxGlStyleConversionContext()
    if sprite := style.get("sprite"):
        context.setSprites(QImage.fromData(read(f"{sprite}.png")), read_json(f"{sprite}.json"))
    result = converter.convert(json.dumps(style), context)
    tally.equal(result, QgsMapBoxGlStyleConverter.Success, f"{name}: conversion says {converter.errorMessage()}")
    print(f"{name}: QGIS warns of {converter.warnings()}")
    sources = {layer["source"] for layer in style["layers"] if layer["type"] in {"fill", "line"}}
    for source in sources:
        tilejson = style["sources"][source]
        if "tiles" not in tilejson:
            tilejson = read_json(tilejson["url"])
        layer = _tile_layer(tilejson, source)
        layer.setRenderer(converter.renderer())
        if converter.labeling():
            layer.setLabeling(converter.labeling())
        box = _box(QgsRectangle(*tilejson["bounds"]), QgsCoordinateReferenceSystem("EPSG:4326"))
        picture = _rendered(layer, box)
        _save(picture, f"style-{name}-{source}", tally)
        painted |= set(_colours(picture))
    missing = _class_colours(reference, entry) - painted
    tally.equal(missing, set(), f"{name}: colours of classes that are nowhere painted")


def _class_colours(reference: Reference, entry: Mapping[str, Any]) -> set[int]:
    """Return the colours of the classes that hold units, as the API gives them for the indicator of a style."""
    if not entry.get("indicator"):
        return set()
    path = f"/api/v1/classes?indicator={entry['indicator']}&level={entry['level']}"
    classes = read_json(reference.base + path)["classes"]
    return {QColor(item["colour"]).rgb() for item in classes if item["count"]}


def _box(extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
    return QgsCoordinateTransform(crs, _MERCATOR, QgsProject.instance()).transformBoundingBox(extent)


def _rendered(layer: Any, box: QgsRectangle) -> QImage:
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(_MERCATOR)
    settings.setExtent(box)
    settings.setOutputSize(QSize(_SIDE, _SIDE))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def _save(picture: QImage, name: str, tally: Tally) -> None:
    """Keep a picture for a person to look at; one without any mark is a fault."""
    picture.save(str(_PICTURES / f"qgis-{name}.png"))
    tally.check(len(set(_colours(picture))) > 1, f"{name}: nothing is drawn")


def _colours(picture: QImage) -> Iterator[int]:
    return (picture.pixel(x, y) for x in range(0, _SIDE, 4) for y in range(0, _SIDE, 4))


if __name__ == "__main__":
    main(sys.argv[1])
