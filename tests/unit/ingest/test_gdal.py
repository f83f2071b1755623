import subprocess
import sys


def test_no_driver_follows_what_a_file_points_to() -> None:
    code = "from app.ingest.gdal import pyogrio; print(sorted(pyogrio.list_drivers()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kept = ["ESRI Shapefile", "FlatGeobuf", "GPKG", "GeoJSON", "LIBKML", "MEM", "OpenFileGDB"]
    assert told.stdout.strip() == str(kept)
