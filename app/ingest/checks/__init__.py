"""Checks of the outlines of a release, all of them in EPSG:3857; each takes pieces and yields findings."""
