import subprocess
import sys


def test_no_driver_follows_what_a_file_points_to() -> None:
    code = "import os; from app.ingest.gdal import pyogrio; print(sorted(pyogrio.list_drivers()), dict(os.environ))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kept = ["ESRI Shapefile", "FlatGeobuf", "GPKG", "GeoJSON", "LIBKML", "MEM", "OpenFileGDB"]
    assert told.stdout.startswith(str(kept))
    assert "GDAL_SKIP" not in told.stdout  # what this process starts is not bound by it
