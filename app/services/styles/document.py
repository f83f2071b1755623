"""A MapLibre style of a release: sources, layers and the legend that goes with them."""

import html
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.domain.indicator import indicators
from app.errors import Unprocessable
from app.services.classify import ClassQuery, classify
from app.services.styles.base_map import base_layers, base_sources
from app.services.styles.catalogue import Style
from app.services.styles.choropleth import SOURCE, choropleth, source_layer
from app.services.styles.ink import COUNTY_LINE, TOWNSHIP_LINE, Json, Lang, Layer, background, border, land, names
from app.services.styles.legend import legend, remark
from app.services.styles.sources import Place, variant_of, vector_source, view
from app.services.styles.zones import drawn_zones, name_source, zone_layers, zone_legend

OVER_BASE_MAP = 0.75


@dataclass(frozen=True, slots=True)
class StyleQuery:
    """What was asked of a style; None is what was not."""

    lang: Lang | None = None
    period: str | None = None
    plan: str | None = None
    method: str | None = None
    k: int | None = None
    ramp: str | None = None
    reverse: bool | None = None
    pooled: bool | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    resolved: Json
    period: str | None  # as the tiles are asked for it
    sources: dict[str, Json]
    layers: list[Layer]
    legend: Json | None = None


async def style_document(place: Place, style: Style, query: StyleQuery, key: str | None) -> Json:
    """Return the style; raises Unprocessable for a parameter that it does not take, and what ``classify`` raises.

    ``key`` is that of the base map, which is left out without one.
    """
    _check(style, query)
    lang = query.lang or "zh"
    parts = await _parts(place, style, query, lang, key)
    resolved = {"style": style.id, "lang": lang, **parts.resolved}
    return {
        "version": 8,
        "name": style.title_zh if lang == "zh" else style.title_en,
        "metadata": {"polycentre": _metadata(place, style, resolved, parts.legend) | _vintage(place, parts.period)},
        **(await view(place)),
        "sprite": f"{place.base}/styles/sprite",
        "sources": parts.sources,
        "layers": parts.layers,
    }


def _check(style: Style, query: StyleQuery) -> None:
    for name in query.__slots__:
        if getattr(query, name) is not None and name not in style.parameters:
            known = ", ".join(sorted(style.parameters))
            raise Unprocessable(f"Style {style.id} does not take {name!r}; it takes: {known}.", name)


async def _parts(place: Place, style: Style, query: StyleQuery, lang: Lang, key: str | None) -> _Parts:
    if style.indicator:
        return await _choropleth(place, style, query, lang, key)
    asked = {} if query.period is None else {"period": query.period}
    sources = {"label": await vector_source(place, "label", query.period)}
    if style.id == "labels":
        return _Parts(asked, query.period, sources, names(lang))
    back = variant_of(place, "zone", query.period).vintages_back
    zones = await drawn_zones(place, query.plan, back)
    shapes = {layer: await vector_source(place, layer, query.period) for layer in ("county", "township", "zone")}
    layers = [
        background(),
        *(base_layers(key, "vec") or [land()]),
        border("township-borders", "township", "township", colour=TOWNSHIP_LINE, width=0.6, minzoom=7),
        border("county-borders", "county", "county", colour=COUNTY_LINE, width=1.1),
        *base_layers(key, "cva"),
        *zone_layers(query.plan, lang),
        *names(lang),
    ]
    sources = base_sources(key) | shapes | sources | {"zone-names": name_source(zones)}
    return _Parts({"plan": query.plan, **asked}, query.period, sources, layers, zone_legend(zones))


async def _choropleth(place: Place, style: Style, query: StyleQuery, lang: Lang, key: str | None) -> _Parts:
    asked = ClassQuery(
        place.release.number, style.indicator, style.level, query.period or "latest", query.method or style.method,
        5 if query.k is None else query.k, query.pooled is not False, query.ramp, reverse=bool(query.reverse),
    )  # fmt: skip
    resolved, found = await classify(place.reader, asked)
    period = _shown(place, style, query, resolved["period"])
    units = await vector_source(place, source_layer(style.level), period)
    # The remark stands first: of an attribution that ends like another, map clients show the longer alone.
    told = [html.escape(remark(found)), units["attribution"]]
    sources = base_sources(key) | {
        SOURCE: units | {"attribution": " | ".join(part for part in told if part)},
        "county": await vector_source(place, "county", period),
        "label": await vector_source(place, "label", period),
    }
    layers = [
        background(),
        *base_layers(key, "vec"),
        *choropleth(style.indicator, style.level, found["classes"], opacity=OVER_BASE_MAP if key else 1),
        *base_layers(key, "cva"),
        *names(lang),
    ]
    return _Parts(resolved, period, sources, layers, legend(indicators()[style.indicator], resolved["period"], found))


def _shown(place: Place, style: Style, query: StyleQuery, resolved: str) -> str | None:
    """Return the period that the tiles are asked for: none where nobody chose one and they show the same by default."""
    default = place.choices.default(source_layer(style.level))
    chosen = query.period not in (None, "latest")
    return resolved if chosen or default is None or resolved != default.isoformat() else None


def _vintage(place: Place, period: str | None) -> Json:
    back = variant_of(place, "county", period).vintages_back
    return place.choices.vintage(back, asked=period is not None)


def _metadata(place: Place, style: Style, resolved: Json, shown: Json | None) -> Json:
    addresses = {"self": f"{place.base}/styles/{place.release.number}/{style.id}.json"}
    if style.indicator:
        addresses["classes"] = f"{place.base}/api/v1/classes?{_classes(resolved, place.release.number)}"
        addresses["definition"] = f"{place.base}/api/v1/indicators?as_of={place.release.number}"
    return {
        "release": place.release.as_json(),
        "query": resolved,
        "title": {"zh": style.title_zh, "en": style.title_en},
        "description": {"zh": style.about_zh, "en": style.about_en},
        "legend": shown,
        "links": addresses,
    }


def _classes(resolved: dict[str, Any], release: int) -> str:
    names = ("indicator", "level", "period", "method", "k", "pooled", "ramp", "reverse")
    chosen = {name: str(resolved[name]).lower() if name in {"pooled", "reverse"} else resolved[name] for name in names}
    return urlencode(chosen | {"as_of": release})
