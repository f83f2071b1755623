"""GDAL, started with the few drivers that files of this service need, and none that follow what a file points to.

GDAL picks a driver by content, and some drivers read other files, databases or addresses that the content names. It
reads the list of drivers to leave out when it starts, so this module is imported before pyogrio, wherever it is used.
"""

import os

_LEFT_OUT = (
    "ADBC", "AIVector", "AmigoCloud", "AVCBin", "AVCE00", "Carto", "CSV", "CSW", "DGN", "DXF", "EDIGEO", "EEDA",
    "Elasticsearch", "ESRIJSON", "GDALG", "GeoJSONSeq", "GeoRSS", "GML", "GPSBabel", "GPX", "GTFS", "HTTP", "Idrisi",
    "JML", "JSONFG", "KML", "LVBAG", "MapInfo File", "MapML", "MBTiles", "MiraMonVector", "MVT", "NGW", "OAPIF", "ODS",
    "OGCAPI", "OGR_GMT", "OGR_PDS", "OGR_VRT", "OSM", "PCIDSK", "PDF", "PDS4", "PGDUMP", "PLSCENES", "PMTiles", "S57",
    "Selafin", "SQLite", "SXF", "TopoJSON", "VDV", "VFK", "VICAR", "VRT", "WAsP", "WFS", "XLSX",
)  # fmt: skip

_given = os.environ.get("GDAL_SKIP")
os.environ["GDAL_SKIP"] = ",".join([*([_given] if _given else []), *_LEFT_OUT])

import pyogrio  # noqa: E402 -- it starts GDAL

# Programs that this one starts may want all drivers.
if _given is None:
    del os.environ["GDAL_SKIP"]
else:
    os.environ["GDAL_SKIP"] = _given

# The index of a Shapefile is but a copy of what the .shp says.
pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": True})

__all__ = ["pyogrio"]
