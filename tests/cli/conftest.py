"""Databases that hold the small city."""

from tests.integration.small import refusing_url, small_package, small_template, small_url

__all__ = ["refusing_url", "small_package", "small_template", "small_url"]
