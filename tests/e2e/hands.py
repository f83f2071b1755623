"""Two ways to work a page: with the mouse, and with nothing but the keyboard. A journey takes either."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from playwright.sync_api import Locator

from tests.e2e.map_page import MapPage
from tests.e2e.words import Say

# Whether an element has the focus, and else which way Tab leads to it.
WAY = """element => {
    if (element === document.activeElement) return '';
    const order = element.compareDocumentPosition(document.activeElement);
    return order & Node.DOCUMENT_POSITION_FOLLOWING ? 'Shift+Tab' : 'Tab';
}"""
# Where a choice of a group stands, and where the wanted one does; a disabled one is passed over by the keys.
RADIOS = """wanted => {
    const all = [...document.querySelectorAll('input[type=radio]')].filter(r => r.name === wanted.name && !r.disabled);
    return [Math.max(0, all.findIndex(radio => radio.checked)), all.indexOf(wanted)];
}"""
OPTIONS = "(select, value) => [select.selectedIndex, [...select.options].findIndex(option => option.value === value)]"
MOST_TABS = 300


class Hand(Protocol):
    """What a reader does to a page, by whatever means."""

    page: MapPage

    def reach(self, target: Locator) -> None:
        """Point at something, or move the focus to it."""

    def press(self, target: Locator) -> None:
        """Press a button, follow a link, open a summary."""

    def check(self, radio: Locator) -> None:
        """Choose one of a group."""

    def choose(self, select: Locator, value: str) -> None:
        """Choose from a list."""

    def write(self, field: Locator, text: str) -> None:
        """Put a text in the place of what stands in a field."""

    def tab(self, tab: Locator) -> None:
        """Bring a panel to the front."""


@dataclass
class Mouse:
    """Points and clicks; what is typed comes from the keys, as it must."""

    page: MapPage

    def reach(self, target: Locator) -> None:
        target.hover()

    def press(self, target: Locator) -> None:
        target.click()

    def check(self, radio: Locator) -> None:
        radio.locator("xpath=..").click()  # the radio itself is drawn by its label

    def choose(self, select: Locator, value: str) -> None:
        select.select_option(value)  # the list belongs to the system, where no test can point

    def write(self, field: Locator, text: str) -> None:
        field.click(click_count=3)
        self.page.page.keyboard.press("Delete")
        self.page.page.keyboard.type(text)

    def tab(self, tab: Locator) -> None:
        tab.click()


@dataclass
class Keys:
    """Tab and Shift+Tab to where something is to be done, and the keys that do it there.

    What Tab does not lead to is a failure, as it is for who has no mouse.
    """

    page: MapPage

    def reach(self, target: Locator) -> None:
        target.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if not (way := target.evaluate(WAY)):
                return
            self.page.page.keyboard.press(way)
        raise AssertionError(f"Tab does not lead to {target}")

    def _walk(self, start: int, end: int) -> None:
        assert end >= 0
        for _ in range(abs(end - start)):
            self.page.page.keyboard.press("ArrowDown" if end > start else "ArrowUp")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.page.keyboard.press("Enter")

    def check(self, radio: Locator) -> None:
        start, end = radio.evaluate(RADIOS)
        name = radio.get_attribute("name")
        self.reach(self.page.page.locator(f'input[name="{name}"]:not(:disabled)').nth(start))
        self._walk(start, end)

    def choose(self, select: Locator, value: str) -> None:
        self.reach(select)
        start, end = select.evaluate(OPTIONS, value)
        self._walk(start, end)

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.page.keyboard.press("Control+a")
        self.page.page.keyboard.press("Delete")
        self.page.page.keyboard.type(text)

    def tab(self, tab: Locator) -> None:
        tabs = tab.locator("xpath=..").get_by_role("tab")
        names = tabs.evaluate_all("all => all.map(tab => tab.id)")
        start = tabs.evaluate_all("all => all.findIndex(tab => tab.getAttribute('aria-selected') === 'true')")
        self.reach(tabs.nth(start))
        steps = names.index(tab.get_attribute("id")) - start
        for _ in range(abs(steps)):
            self.page.page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")


HANDS: dict[str, Callable[[MapPage], Hand]] = {"mouse": Mouse, "keys": Keys}


@dataclass
class Reader:
    """Somebody at the page: their language, their hand, and the words that the page has for them."""

    page: MapPage
    hand: Hand
    lang: str
    say: Say

    @property
    def keyboard_only(self) -> bool:
        return isinstance(self.hand, Keys)

    def open(self, view: str) -> None:
        """Go to a view and wait until the map shows it."""
        self.page.visit(f"/?lang={self.lang}&{view}")
        self.page.settle()

    def tab(self, name: str) -> None:
        self.hand.tab(self.page.page.get_by_role("tab", name=self.say(f"tab.{name}"), exact=True))

    def button(self, key: str, **fill: object) -> Locator:
        named = self.page.page.get_by_role("button", name=self.say(key, **fill), exact=True)
        return named.filter(visible=True).first

    def radio(self, text: str) -> Locator:
        return self.page.page.get_by_role("radio", name=text, exact=True)

    def list(self, key: str) -> Locator:
        """Return the list to choose from that goes by a word."""
        return self.page.page.get_by_role("combobox", name=self.say(key), exact=True).filter(visible=True).first

    @property
    def map(self) -> Locator:
        return self.page.page.locator('[data-side="main"] canvas')

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.page.keyboard.press(name)

    def label(self, of: dict[str, Any]) -> str:
        """Return what a thing of the service is called in the reader's language."""
        return str(of[self.lang])
