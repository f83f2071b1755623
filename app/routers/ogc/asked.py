"""What every request below /ogc shares: release, language, format, and the address that its links start from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.context import Context
from app.errors import BadRequest
from app.http.answer import encode, finished
from app.http.formats import negotiate
from app.http.pages import answer_page
from app.http.strict import check_query
from app.repositories.pointer import ReleaseName
from app.routers.dependencies import get_context, get_release
from app.services.ogc.address import Address
from app.services.ogc.collections import collections, find_collection
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.numbers import whole
from app.services.ogc.representations import Formats

COMMON = ("f", "format", "lang", "as_of")
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose common parameters are settled; `given` holds all of its parameters."""

    request: Request
    release: ReleaseName
    lang: str
    format: str
    media_type: str
    given: Mapping[str, str]
    address: Address

    @property
    def context(self) -> Context:
        """Return what handlers of this request need."""
        return get_context(self.request)

    async def features(self) -> FeatureSet:
        """Return the features of the collection in the path; raises NotFound for an unknown one."""
        collection = find_collection(self.request.path_params["collectionId"])
        return await self.context.feature_sets.get(self.context.reader, self.release.number, collection)

    async def all_features(self) -> list[FeatureSet]:
        """Return the features of every collection."""
        memory, reader, number = self.context.feature_sets, self.context.reader, self.release.number
        return [await memory.get(reader, number, collection) for collection in collections().values()]

    def check(self, parameters: Collection[str]) -> None:
        """Raise BadRequest for a parameter that is neither common nor one of these, repeated or empty."""
        check_query(self.request, {*COMMON, *parameters})

    def answer(self, document: Mapping[str, Any], template: str, **page: Any) -> Response:  # noqa: ANN401
        """Return a document in the format wanted."""
        if self.format != "html":
            return self.finished(encode(document))
        where = self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else "")
        return answer_page(self.release, self._query(), template, document, path=where, lang=self.lang, **page)

    def finished(self, body: bytes) -> Response:
        """Return bytes in the format wanted."""
        return finished(self.release, self._query(), body, self.media_type)

    def _query(self) -> Mapping[str, Any]:
        return {"as_of": self.given.get("as_of")}


def asked(request: Request, formats: Formats, parameters: Collection[str] | None = ()) -> Asked:
    """Settle the common parameters of a request that may have further ones; None leaves checking those to the caller.

    Raises BadRequest for an unknown or repeated parameter and for a value that cannot be read, NotFound for a
    release that is not published, NotAcceptable when none of the accepted types is served.
    """
    if parameters is not None:
        check_query(request, {*COMMON, *parameters})
    given = dict(request.query_params)
    as_of = whole(given["as_of"], "as_of", 0, 1, 2_147_483_647) if "as_of" in given else None
    release = get_release(get_context(request), as_of)
    lang = _one_of(given.get("lang", _LANGUAGES[0]), _LANGUAGES, "lang")
    name = _format(request, given, formats)
    kept: dict[str, str] = {key: given[key] for key in ("as_of", "lang") if key in given}
    address = Address(str(request.base_url).rstrip("/"), request.url.path.rstrip("/"), given, kept)
    return Asked(request, release, lang, name, formats[name], given, address)


def _format(request: Request, given: Mapping[str, str], formats: Formats) -> str:
    """Return the format by `f` or `format`, else by `Accept`; `json` is the JSON that the resource is known by."""
    first = next(iter(formats))
    wanted = {parameter: given[parameter] for parameter in ("f", "format") if parameter in given}
    if len(set(wanted.values())) > 1:
        raise BadRequest("f and format say different things; give one of them.", "format")
    for parameter, name in wanted.items():
        return first if name == "json" and name in formats else _one_of(name, list(formats), parameter)
    return negotiate(None, ",".join(request.headers.getlist("accept")), list(formats), formats)


def _one_of(value: str, allowed: Collection[str], parameter: str) -> str:
    if value not in allowed:
        raise BadRequest(f"{value[:40]!r} is not one of {', '.join(allowed)}.", parameter)
    return value
