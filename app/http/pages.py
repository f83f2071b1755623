"""Pages for people: the very document that the interface answers, written as HTML."""

import functools
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from starlette.responses import Response

from app.http.answer import finished
from app.http.page_assets import page_assets
from app.http.page_features import cell, columns, feature_name, property_title, schema_type
from app.http.page_links import crumbs, links_shown, with_query
from app.http.page_texts import LANGUAGES, text
from app.http.page_values import note_of, said, shown
from app.http.templating import environment
from app.repositories.pointer import ReleaseName

MEDIA_TYPE = "text/html; charset=utf-8"
TEMPLATES = frozenset(
    f"ogc/{name}"
    for name in (
        "landing", "conformance", "api", "collections", "collection", "items", "item", "queryables",
        "tilesets", "tileset", "tile_matrix_sets", "tile_matrix_set",
    )
)  # fmt: skip
# Names and values come from files that people hand in: even if one got through as markup, it could run nothing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


def page(
    template: str,
    document: Mapping[str, Any],
    *,
    path: str,
    lang: str,
    titles: Mapping[str, Any] | None = None,
) -> bytes:
    """Return a page in UTF-8.

    ``path`` is that of the request, with its query where there is one; ``titles`` says what properties are called,
    as text or as ``{"zh": …, "en": …}``, with their ``"unit"`` where they have one. Raises KeyError for a template
    or language that is not in the registry.
    """
    if template not in TEMPLATES or lang not in LANGUAGES:
        raise KeyError(template if template not in TEMPLATES else lang)
    other = next(language for language in LANGUAGES if language != lang)
    facts = {
        "doc": document,
        "path": path,
        "lang": lang,
        "other": other,
        "switch": with_query(path, lang=other),
        "crumbs": crumbs(path, lang),
        "assets": page_assets(),
        "titles": titles or {},
        "t": functools.partial(text, lang),
        "note": note_of(document, lang),
    }
    return _environment(lang).get_template(f"{template}.html.jinja").render(facts).encode()


def answer_page(
    release: ReleaseName,
    query: Mapping[str, Any],
    template: str,
    document: Mapping[str, Any],
    *,
    path: str,
    lang: str,
    titles: Mapping[str, Any] | None = None,
) -> Response:
    """Return a page as the answer of a release, with a policy that lets it run and load nothing but our own files."""
    answer = finished(release, query, page(template, document, path=path, lang=lang, titles=titles), MEDIA_TYPE)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Content-Language"] = lang
    return answer


@functools.cache
def _environment(lang: str) -> Environment:
    found = environment()
    found.filters |= {
        "said": functools.partial(said, lang),
        "shown": functools.partial(shown, lang),
        "links": functools.partial(links_shown, lang),
        "with_query": with_query,
    }
    found.globals |= {
        "feature_name": feature_name,
        "cell": cell,
        "columns": columns,
        "property_title": property_title,
        "schema_type": schema_type,
    }
    return found
