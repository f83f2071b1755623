// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';

import { asksForList, keepShortcuts, shortcutsOn } from './shortcut';

/** What a key says when it is pressed on the element that a selector finds. */
function asked(selector: string, init: KeyboardEventInit): boolean {
  let answer = false;
  const listen = (event: Event) => (answer = asksForList(event as KeyboardEvent));
  addEventListener('keydown', listen);
  document.querySelector(selector)?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
  removeEventListener('keydown', listen);
  return answer;
}

beforeEach(() => {
  document.body.innerHTML = '<button>b</button><canvas></canvas><input><select></select><dialog open><a href="#">x</a></dialog>';
  localStorage.clear();
});

describe('the key of the list', () => {
  it.each(['body', 'button', 'canvas'])('is heard on %s', (selector) => {
    expect(asked(selector, { key: 'n' })).toBe(true);
    expect(asked(selector, { key: 'N' })).toBe(true);
  });

  it.each(['input', 'select', 'dialog a'])('is left to %s', (selector) => {
    expect(asked(selector, { key: 'n' })).toBe(false);
  });

  it.each([{ key: 'm' }, { key: 'n', ctrlKey: true }, { key: 'n', metaKey: true }, { key: 'n', altKey: true }])('is not %j', (init) => {
    expect(asked('body', init)).toBe(false);
  });

  it('can be switched off for good, and on again', () => {
    expect(shortcutsOn()).toBe(true);
    keepShortcuts(false);
    expect(shortcutsOn()).toBe(false);
    keepShortcuts(true);
    expect(shortcutsOn()).toBe(true);
  });
});
