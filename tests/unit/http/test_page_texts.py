"""Every text that a page asks for is there in both languages."""

import re

import pytest

from app.http import pages
from app.http.page_texts import LANGUAGES, known, text
from app.paths import ROOT

TEMPLATES = ROOT / "app" / "http" / "templates" / "ogc"


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.jinja")), ids=lambda path: path.name)
def test_templates_ask_for_texts_there_are(path: object) -> None:
    source = (TEMPLATES / getattr(path, "name", "")).read_text("utf-8")
    asked = re.findall(r"\bt\('([^']+)'", source)
    assert [name for name in asked if not known(name)] == []


def test_every_template_is_in_the_registry_or_a_part() -> None:
    names = {f"ogc/{path.name.partition('.')[0]}" for path in TEMPLATES.glob("*.jinja")}
    assert names == pages.TEMPLATES | {"ogc/base", "ogc/parts"}


def test_words_are_filled_in() -> None:
    assert [text(lang, "items.returned", returned=3) for lang in LANGUAGES] == ["本页 3 个。", "3 on this page."]
    with pytest.raises(KeyError):
        text("en", "nothing of the kind")
