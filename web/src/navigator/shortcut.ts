/** The key that opens the list of units. */
export const LIST_KEY = 'n';

const STORED = 'polycentre.shortcuts';
const FIELDS = 'input, select, textarea, [contenteditable]:not([contenteditable=false])';

/** Single keys can be switched off: dictated words and shaking hands press them unasked. */
export function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true; // a browser that keeps nothing
  }
}

export function keepShortcuts(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // It holds until the page is left.
  }
}

/** Whether a key press asks for the list: the key alone, not typed into a field, and nothing open above the page. */
export function asksForList(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, isComposing, target } = event;
  if (key.toLowerCase() !== LIST_KEY || ctrlKey || metaKey || altKey || isComposing) return false;
  return !(target instanceof Element && target.closest(`${FIELDS}, dialog[open]`));
}
