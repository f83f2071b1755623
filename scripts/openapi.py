"""Write the description of the HTTP interface to docs/openapi.json, always in the same order."""

import json
import sys

from app.main import create_app
from app.paths import ROOT
from app.settings import load_settings

TARGET = ROOT / "docs" / "openapi.json"


def main() -> None:
    """Build the service without a database and dump what it says about itself."""
    settings = load_settings(database_url="postgresql://nobody@/nowhere")
    document = create_app(settings).openapi()
    TARGET.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{len(document['paths'])} paths written to {TARGET.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
