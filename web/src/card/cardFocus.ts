import { tick } from 'svelte';

/** Cards stand in two places, for large and small screens; one of them is drawn. */
const CARD = '[data-unit]';

const drawnCard = () => [...document.querySelectorAll<HTMLElement>(CARD)].find((card) => card.checkVisibility());

/** Leads the focus to a card that was opened by keyboard, and back to where it came from when the card closes. */
export class CardFocus {
  /** Whether the reader's last move was a key. */
  byKeyboard = false;
  #unit: string | null | undefined;
  #cameFrom: Element | null = null;

  /** Told of the unit on the card, before the page changes. */
  turn(unit: string | null): void {
    const before = this.#unit;
    this.#unit = unit;
    if (before === undefined || before === unit) return;
    const { activeElement: active } = document;
    const inside = Boolean(active?.closest(CARD));
    if (unit !== null && !inside) this.#cameFrom = active;
    if (unit !== null && this.byKeyboard) void tick().then(() => { drawnCard()?.querySelector('h2')?.focus(); });
    if (unit === null && inside) void tick().then(() => { this.#return(); });
  }

  #return(): void {
    const from = this.#cameFrom;
    const there = from instanceof HTMLElement && from !== document.body && from.isConnected && from.checkVisibility();
    (there ? from : document.getElementById('map'))?.focus();
  }
}
