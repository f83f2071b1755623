"""The list of styles."""

from typing import Any

from app.schemas.common import Answer, Label, Schema


class StyleItem(Schema):
    """A style: ``url`` follows the current release, ``release_url`` never changes."""

    id: str
    title: Label
    description: Label
    indicator: str | None
    level: str | None
    parameters: list[str]
    url: str
    release_url: str


class StylesAnswer(Answer):
    """The styles, and the raster sources of the base map where one is configured."""

    items: list[StyleItem]
    base_map: dict[str, Any] | None
