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

os.environ.setdefault("GDAL_SKIP", ",".join(_LEFT_OUT))
os.environ.setdefault("SHAPE_RESTORE_SHX", "YES")  # the index is but a copy of what the .shp says

import pyogrio  # noqa: E402 -- it starts GDAL

__all__ = ["pyogrio"]
