"""The interface description as a page: it lists the routes and asks no outside host for anything."""

from playwright.sync_api import Browser, expect


def test_the_page_lists_routes_and_stays_on_this_host(browser: Browser, service: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{service}/docs")
    expect(page.locator(".opblock-summary-path").first).to_have_text("/api/v1/plans")
    assert [url for url in asked if not url.startswith((service, "data:", "blob:"))] == []
    page.close()
