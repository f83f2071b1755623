"""Units as table rows and as GeoJSON features, from the same items as the JSON."""

from typing import Any

from app.services.list_units import UnitList

_IDENTITY = ("code", "name_zh", "name_en", "level", "kind", "parent", "area_km2")
_OF_VALUE = ("", "_status", "_lower", "_upper", "_dataset", "_source")


def unit_columns(found: UnitList) -> list[str]:
    """Return the column names: identity, then value, status, bounds, dataset and source of each indicator."""
    return [*_IDENTITY, "period", *(f"{i}{part}" for i in found.resolved["indicator"] for part in _OF_VALUE)]


def unit_rows(found: UnitList) -> list[dict[str, Any]]:
    """Return one flat row a unit."""
    return [_identity(item) | {"period": found.resolved["period"]} | _values(item, found) for item in found.items]


def unit_features(found: UnitList) -> list[dict[str, Any]]:
    """Return one GeoJSON feature a unit; properties are flat, as map clients want them."""
    features = []
    for item in found.items:
        drawn = found.geometries.get(item["code"])
        about = {name: drawn[name] for name in ("precision_class", "boundary_vintage")} if drawn else {}
        values = {
            f"{name}{part}": _values(item, found)[f"{name}{part}"]
            for name in found.resolved["indicator"]
            for part in ("", "_status")
        }
        identity = {name: value for name, value in _identity(item).items() if name != "area_km2"}
        features.append(
            {
                "type": "Feature",
                "id": item["id"],
                "properties": identity | {"name": item["name"]["zh"]} | values | about,
                "geometry": drawn["geometry"] if drawn else None,
            }
        )
    return features


def _identity(item: dict[str, Any]) -> dict[str, Any]:
    names = {"name_zh": item["name"]["zh"], "name_en": item["name"]["en"]}
    return {name: (item | names)[name] for name in _IDENTITY}


def _values(item: dict[str, Any], found: UnitList) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in found.resolved["indicator"]:
        value = item["values"].get(name, {})
        row |= {
            name: value.get("value"),
            f"{name}_status": value.get("status"),
            f"{name}_lower": value.get("lower"),
            f"{name}_upper": value.get("upper"),
            f"{name}_dataset": value.get("dataset"),
            f"{name}_source": "; ".join(value.get("sources", [])) or None,
        }
    return row
