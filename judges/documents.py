"""Does openapi-spec-validator find both descriptions of the interface valid?"""

import sys
from importlib.metadata import version

from fetching import read_json
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from tally import Tally

_DOCUMENTS = {"/openapi.json": ("3.1", OpenAPIV31SpecValidator), "/ogc/api": ("3.0", OpenAPIV30SpecValidator)}
_OPENAPI_JSON = "application/vnd.oai.openapi+json;version=3.0, application/json;q=0.5"


def main(base: str) -> None:
    """Judge both documents."""
    tally = Tally(f"openapi-spec-validator {version('openapi-spec-validator')}")
    for path, (wanted, validator) in _DOCUMENTS.items():
        with tally.part(path):
            document = read_json(base + path, Accept=_OPENAPI_JSON)
            tally.check(document["openapi"].startswith(wanted), f"{path} says it is OpenAPI {document['openapi']}")
            faults = (f"{list(error.path)}: {error.message[:300]}" for error in validator(document).iter_errors())
            tally.none(faults, path)
    tally.close()


if __name__ == "__main__":
    main(sys.argv[1])
