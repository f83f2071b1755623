"""What axe-core finds wrong with a page as it stands."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from app.paths import ROOT
from tests.e2e.map_page import MapPage

SOURCE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 A and AA, and what axe holds for good practice beside them.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules about what light and dark pages differ in.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async runOnly => {
    const {violations} = await axe.run(document, {runOnly, resultTypes: ['violations'], elementRef: false});
    return violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary, html}) =>
        [`${id}:`, ...target, ...failureSummary.split('\\n').slice(1, 3), 'in', html.slice(0, 120)].join(' ')));
}"""


@cache
def _source() -> str:
    return SOURCE.read_text("utf-8")


def violations(page: MapPage) -> list[str]:
    """Return each violated rule with the element at fault; axe is put into the page when it is not there yet."""
    return _run(page, {"type": "tag", "values": TAGS})


def violations_in_both_themes(page: MapPage) -> list[str]:
    """Return what is wrong in the theme that the page has, and with the colours of the other, which it has then."""
    found = violations(page)
    dark = bool(page.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
    page.page.emulate_media(color_scheme="light" if dark else "dark")
    return found + _run(page, {"type": "rule", "values": COLOURS})


def _run(page: MapPage, rules: dict[str, Any]) -> list[str]:
    if not page.page.evaluate("'axe' in window"):
        page.page.evaluate(_source())
    found: Any = page.page.evaluate(RUN, rules)
    return [str(fault) for fault in found]


def assert_clean(found: Mapping[str, list[str]]) -> None:
    """Fail by naming each fault once, with the screens that have it."""
    screens: dict[str, list[str]] = {}
    for screen, faults in found.items():
        for fault in faults:
            screens.setdefault(fault, []).append(screen)
    if screens:
        pytest.fail("\n".join(f"{fault}\n    on {', '.join(names)}" for fault, names in screens.items()), pytrace=False)
