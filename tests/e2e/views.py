"""Every screen of the page: the link to it, and what stands there once it has come."""

from tests.e2e.map_page import MapPage

PLAN = "pingyang-population-2035"
CITY_PLAN = "wenzhou-population-2035"
COUNTIES = f"/?lang=zh&level=county&period=2020-11-01&plan={CITY_PLAN}&indicator=density_per_km2"
TOWNSHIPS = f"/?lang=zh&level=township&period=2020-11-01&plan={PLAN}&indicator=density_per_km2"
RESIDENTS = TOWNSHIPS.replace("density_per_km2", "resident_population")
AGAINST = "tab=compare&against=period:2010-11-01"

# Each screen: the view, and what stands there once it has come.
SCREENS = {
    "plan measures": (TOWNSHIPS, "[data-measure=main-centre-share]"),
    "plan targets": (f"{TOWNSHIPS}&section=targets", "[data-target]"),
    "plan definitions": (f"{TOWNSHIPS}&section=definitions", "[data-rung]"),
    "plan contradictions": (f"{TOWNSHIPS}&section=contradictions", "[data-contradiction]"),
    "card": (f"{TOWNSHIPS}&unit=330326101", "[data-unit='330326101'] dl"),
    "trial": (f"{TOWNSHIPS}&tab=whatif&zone=main-centre&trial=main-centre:-330326101", "[data-trial]"),
    "table": (f"{TOWNSHIPS}&tab=table", "tbody tr[aria-rowindex]"),
    "no row": (f"{TOWNSHIPS}&tab=table&filter=zzzz", ".table .pad"),
    "ranking": (f"{TOWNSHIPS}&tab=chart", "#tabpanel ol button[data-code]"),
    "Lorenz": (f"{TOWNSHIPS}&tab=chart&chart=lorenz", ".plot"),
    "rank and size": (f"{TOWNSHIPS}&tab=chart&chart=ranksize", ".plot circle"),
    "share": (f"{TOWNSHIPS}&tab=share", "[data-sheet=ready] img"),
    "circles": (f"{RESIDENTS}&tab=table", ".legend [data-radius]"),
    "no comparison": (f"{COUNTIES}&tab=compare", "#tabpanel fieldset"),
    "swipe": (f"{COUNTIES}&{AGAINST}&compare=swipe", "[role=slider]"),
    "side by side": (f"{COUNTIES}&{AGAINST}&compare=side", "[data-change] [data-part]"),
    "difference": (f"{COUNTIES}&{AGAINST}&compare=difference", "[data-change] [data-part]"),
    "two plans": (f"{TOWNSHIPS}&tab=compare&compare=side&against=plan:wenzhou-fyp14", "[data-word]"),
    "dropped parts": (f"{TOWNSHIPS}&colour=red", ".notice"),
    "embed": (f"{TOWNSHIPS}&embed=yes", ".full"),
}


def show(page: MapPage, name: str, lang: str = "zh") -> None:
    """Let an open page show a screen, and wait until it has come."""
    path, shown = SCREENS[name]
    page.visit(path.replace("lang=zh", f"lang={lang}"))
    page.page.locator(shown).filter(visible=True).first.wait_for()
    page.page.locator('[data-side="main"] [data-ready=yes]').wait_for()
