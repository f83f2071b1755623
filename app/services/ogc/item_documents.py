"""Pages of features, and single ones, as documents with their links."""

from typing import Any

from app.http.answer import encode
from app.repositories.pointer import ReleaseName
from app.services.ogc.address import Address, Link, link
from app.services.ogc.crs import Crs
from app.services.ogc.describe_collection import QUERYABLES_REL
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.item_query import ItemQuery
from app.services.ogc.list_items import Page, Row, plain
from app.services.ogc.representations import FEATURE, FEATURES, JSON, SCHEMA, bare, self_and_alternates
from app.services.ogc.texts import text
from app.services.output_crs import collection_warning, warning


def page_links(
    found: FeatureSet, query: ItemQuery, page: Page, *, address: Address, chosen: str, lang: str
) -> list[Link]:
    """Return the links of a page: itself, its other formats, the pages beside it, collection and queryables."""
    here, kind = f"/collections/{found.collection.id}", bare(FEATURES[chosen])
    links = self_and_alternates(address, FEATURES, chosen, found.collection.title[lang])
    if query.offset + len(page.rows) < page.matched and page.rows:
        after = {"offset": str(query.offset + len(page.rows)), "limit": str(query.limit)}
        links.append(link(address.here(**after), "next", kind, text(lang, "next")))
    if query.offset > 0:
        before = {"offset": str(max(query.offset - query.limit, 0)), "limit": str(query.limit)}
        links.append(link(address.here(**before), "prev", kind, text(lang, "prev")))
    links.append(link(address.to(here), "collection", JSON, found.collection.title[lang]))
    links.append(link(address.to(f"{here}/queryables"), QUERYABLES_REL, SCHEMA, text(lang, "queryables")))
    return links


def item_links(found: FeatureSet, address: Address, chosen: str, lang: str) -> list[Link]:
    """Return the links of a feature: itself, its other formats, and its collection."""
    here = address.to(f"/collections/{found.collection.id}")
    own = self_and_alternates(address, FEATURE, chosen, text(lang, "item"))
    return [*own, link(here, "collection", JSON, found.collection.title[lang])]


def written_page(found: FeatureSet, page: Page, links: list[Link], release: ReleaseName, crs: Crs) -> bytes:
    """Return a page as GeoJSON; the outlines go in as the database wrote them."""
    about: dict[str, Any] = {"numberMatched": page.matched, "numberReturned": len(page.rows), "links": links}
    about |= collection_warning(crs.shift)
    head = encode({"type": "FeatureCollection", "release": release.as_json()} | about)
    features = b",".join(written_feature(found, row, crs) for row in page.rows)
    return head[:-1] + b',"features":[' + features + b"]}"


def written_feature(found: FeatureSet, row: Row, crs: Crs, **members: Any) -> bytes:  # noqa: ANN401 -- JSON
    """Return a feature as GeoJSON, with further members."""
    values = {name: plain(row[name], entry) for name, entry in found.properties.items() if name in row}
    head = encode({"type": "Feature", "id": row["id"], "properties": values | warning(crs.shift)} | members)
    outline: str = row["geometry"]
    return head[:-1] + b',"geometry":' + outline.encode() + b"}"
