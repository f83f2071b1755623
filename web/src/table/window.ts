/** The rows that a scrolled window needs, some more on either side. */
export function visibleRows(scrollTop: number, height: number, row: number, count: number, spare = 8): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / row) - spare);
  return [Math.min(first, count), Math.min(count, Math.ceil((scrollTop + height) / row) + spare)];
}

/** Where to scroll to so that a row is seen whole; where one is, when it is. */
export function scrollFor(index: number, scrollTop: number, height: number, row: number): number {
  if (index * row < scrollTop) return index * row;
  return (index + 1) * row > scrollTop + height ? (index + 1) * row - height : scrollTop;
}

/** Where a key leads from a row; null for keys that are not the list's own. */
export function stepped(index: number, key: string, count: number, page = 10): number | null {
  const to: Record<string, number> = {
    ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: count - 1,
  };
  const found = to[key];
  return found === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, found));
}
