"""The points where names are written, as a layer."""

import json

from app.http.table import Column
from app.repositories import outlines
from app.repositories.database import Reader
from app.services.export.feature_layer import FeatureLayer, feature

_COLUMNS = (
    Column("code", "代码", "Code"),
    Column("name_zh", "中文名称", "Chinese name"),
    Column("name_en", "英文名称", "English name"),
    Column("level", "层级", "Level"),
    Column("min_zoom", "开始显示的缩放级别", "Zoom from which there is room for the name", "integer"),
)


async def label_layer(reader: Reader, release: int) -> FeatureLayer:
    """Return the label points of a release."""
    features = [
        feature(row["feature_id"], {column.id: row[column.id] for column in _COLUMNS}, json.loads(row["geojson"]))
        for row in await reader.rows(outlines.labels(release))
    ]
    return FeatureLayer("label", "注记点", "Label points", _COLUMNS, features, "Point")
