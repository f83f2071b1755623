const KEY = 'polycentre-key';

/** The number of the release that an address asks for; null where it is none. */
export function releaseIn(search: string): string | null {
  const asked = new URLSearchParams(search).get('as_of') ?? '';
  return /^[1-9]\d{0,8}$/.test(asked) ? asked : null;
}

/**
 * What all requests of a page share: the release that they ask for, and the key that they show. A page begins with one
 * release and stays with it. A key is shown where the service wants one, and to this origin alone.
 */
class Reading {
  release: string | null = null;
  key = '';

  begin(search: string): void {
    this.release = releaseIn(search);
  }

  /** The header that shows the key; none for another origin, or where reading needs no key. */
  headersFor(url: string): Record<string, string> {
    const own = this.key !== '' && new URL(url, location.href).origin === location.origin;
    return own ? { authorization: `Bearer ${this.key}` } : {};
  }
}
export const reading = new Reading();

/** The key stays in this tab: `sessionStorage` is forgotten when it is closed. */
export const storedKey = (): string => sessionStorage.getItem(KEY) ?? '';
export const storeKey = (key: string): void => { sessionStorage.setItem(KEY, key); };
export const forgetKey = (): void => { sessionStorage.removeItem(KEY); };
