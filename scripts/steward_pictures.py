"""Take the pictures of the page for data stewards, at POLYCENTRE_URL with POLYCENTRE_KEY (scope edit).

A draft is opened, filled with a made-up correction, and discarded: nothing that is published changes.
"""

import json
import os
import shutil
import urllib.request

from playwright.sync_api import FilePayload, Page, sync_playwright

from scripts.screenshots import ARGUMENTS, keep

TOWNS = "/api/v1/units?level=township&parent=330326&period=2020&indicator=resident_population"
MOVED = 33  # persons, from an estimated town to a counted one, so that the county still adds up


def tables(base: str) -> tuple[FilePayload, FilePayload]:
    """Return a table with an unknown code and a negative count, and the table corrected."""
    with urllib.request.urlopen(f"{base}{TOWNS}", timeout=30) as answer:  # noqa: S310
        towns = json.load(answer)["items"]
    counts = {town["code"]: town["values"]["resident_population"] for town in towns}
    donor = next(code for code, count in counts.items() if count["status"] == "E")
    changes = {"330326101": MOVED, donor: -MOVED}
    rows = [f"{t['code']},{t['name']['zh']},{counts[t['code']]['value'] + changes.get(t['code'], 0)}" for t in towns]
    rows = [row for row in rows if row.split(",")[0] in changes]
    right = "\n".join(["区划代码,乡镇,人口", *rows, ""])
    wrong = right.replace("330326101,鳌江镇", "330326199,鳌港镇").replace(
        f",{counts[donor]['value'] - MOVED}", ",-28187"
    )
    broken, corrected = (
        FilePayload(name="correction.csv", mimeType="text/csv", buffer=text.encode()) for text in (wrong, right)
    )
    return broken, corrected


def take(page: Page, name: str, part: str | None = None) -> None:
    """Save what is seen, or one part of the page."""
    page.wait_for_load_state("networkidle")
    keep(page.locator(part).screenshot() if part else page.screenshot(), name)


def choose(page: Page, table: FilePayload) -> None:
    """Choose a table and say what it does not say itself."""
    page.locator(".drop + input[type=file]").set_input_files(table)
    page.locator("#mapping").wait_for()
    page.get_by_label("Read as: 人口").select_option("resident_population")
    page.get_by_role("combobox", name="Dataset", exact=True).select_option("census-2020-bulletin")
    page.get_by_role("combobox", name="Source", exact=True).select_option("census-2020-bulletin")
    page.get_by_label("Reference date").fill("2020-11-01")
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")


def walk(page: Page, base: str, key: str) -> None:
    """Go the way from a key to a draft that could be published, and back."""
    page.goto(f"{base}/steward/?lang=en")
    page.get_by_label("API key").fill(key)
    page.get_by_role("button", name="Enter").click()
    page.get_by_role("button", name="Open a draft").click()
    broken, corrected = tables(base)
    choose(page, broken)
    take(page, "steward-mapping")
    page.get_by_role("button", name="Import", exact=True).click()
    page.locator("#faults").wait_for()
    take(page, "steward-faults", ".refused")
    choose(page, corrected)
    page.get_by_role("button", name="Import", exact=True).click()
    page.locator("#report").wait_for()
    page.get_by_role("button", name="Compare with what is published").click()
    page.locator("#measures").wait_for()
    take(page, "steward-difference", "section:has(#diff)")
    page.get_by_role("button", name="Preview draft").click()
    page.get_by_role("link", name="in the map").click()
    page.locator('[data-ready="yes"]').wait_for()
    page.wait_for_timeout(2_000)  # for names to fade in
    take(page, "steward-preview")
    page.goto(f"{base}/steward/?lang=en")
    page.get_by_role("button", name="Discard the draft").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard the draft").click()
    page.get_by_role("button", name="Open a draft").wait_for()


def main() -> None:
    """Take them all."""
    base, key = os.environ["POLYCENTRE_URL"].rstrip("/"), os.environ["POLYCENTRE_KEY"]
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        walk(browser.new_page(viewport={"width": 1100, "height": 760}, locale="en-GB"), base, key)
        browser.close()


if __name__ == "__main__":
    main()
