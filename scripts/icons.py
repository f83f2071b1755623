"""Draw the icons of the installed page from web/public/favicon.svg, in a real browser."""

import shutil

from playwright.sync_api import sync_playwright

from app.paths import ROOT

PUBLIC = ROOT / "web" / "public"
GROUND = "#1f4179"
# A maskable icon may lose everything outside a circle of 80 % of its width.
ICONS = {"icon-192": (192, 1.0), "icon-512": (512, 1.0), "icon-maskable-512": (512, 0.72)}


def main() -> None:
    """Write every icon; the drawing is the favicon, the maskable one smaller on its own ground."""
    drawing = (PUBLIC / "favicon.svg").read_text("utf-8")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (size, share) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            ground = GROUND if share < 1 else "transparent"
            page.set_content(
                f"<style>body{{margin:0;height:{size}px;display:grid;place-items:center;background:{ground}}}"
                f"svg{{width:{share * 100}%}}</style>{drawing}"
            )
            page.screenshot(path=PUBLIC / "icons" / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
