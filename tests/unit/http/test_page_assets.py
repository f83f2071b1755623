"""Names of the built script and style sheets."""

import json
from pathlib import Path

from app.http.page_assets import ENTRY, Assets, read_assets


def test_styles_of_imports_come_first_and_once(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    built = {
        ENTRY: {"file": "assets/ogc-1.js", "imports": ["_a.js", "_b.js"], "css": ["assets/ogc-1.css"]},
        "_a.js": {"file": "assets/a.js", "css": ["assets/shared.css"]},
        "_b.js": {"file": "assets/b.js", "imports": ["_a.js"]},
    }
    manifest.write_text(json.dumps(built), "utf-8")
    assert read_assets(manifest) == Assets("/assets/ogc-1.js", ("/assets/shared.css", "/assets/ogc-1.css"))


def test_without_a_build_there_are_none(tmp_path: Path) -> None:
    assert read_assets(tmp_path / "manifest.json") == Assets(None, ())
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    assert read_assets(tmp_path / "manifest.json") == Assets(None, ())
