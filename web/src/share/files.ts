import { getBlob } from '../api/client';
import { reading } from '../api/reading';
import { download } from './png';

/** A file of the service behind a key, which a plain link cannot show: fetched, then handed to the downloads. */
export function fetchShown(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!reading.key || !link || link.origin !== location.origin || !link.pathname.startsWith('/api/')) return;
  event.preventDefault();
  const format = new URLSearchParams(link.search).get('format') ?? 'json';
  const name = link.download || `${link.pathname.split('/').at(-1) ?? ''}.${format}`;
  void getBlob(link.href).then((file) => { download(file, name); }, () => { location.assign(link.href); });
}
