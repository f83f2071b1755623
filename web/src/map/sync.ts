import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl';

type Bag = Record<string, unknown>;
const bag = (value: object | undefined): Bag => (value ?? {}) as Bag;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export interface Difference {
  part: 'paint' | 'layout' | 'filter';
  layer: string;
  name: string;
  value: unknown;
}

/** What a style change comes down to, one property a call: feature state and tiles stay as they are. */
export function differences(before: readonly LayerSpecification[], after: readonly LayerSpecification[]): Difference[] {
  const old = new Map(before.map((layer) => [layer.id, bag(layer)]));
  return after.flatMap((layer) => {
    const [was, now] = [old.get(layer.id) ?? {}, bag(layer)];
    const named = (['paint', 'layout'] as const).flatMap((part) => {
      const [then, next] = [bag(was[part] as object | undefined), bag(now[part] as object | undefined)];
      const changed = Object.keys(next).filter((name) => !same(then[name], next[name]));
      return changed.map((name): Difference => ({ part, layer: layer.id, name, value: next[name] }));
    });
    const filter: Difference = { part: 'filter', layer: layer.id, name: '', value: now['filter'] };
    return same(was['filter'], now['filter']) ? named : [...named, filter];
  });
}

/** Makes the map look like `after`, given that it looks like `before`. */
export function sync(map: MapLibre, before: readonly LayerSpecification[], after: readonly LayerSpecification[]): void {
  for (const { part, layer, name, value } of differences(before, after)) {
    if (part === 'paint') map.setPaintProperty(layer, name as never, value as never);
    else if (part === 'layout') map.setLayoutProperty(layer, name as never, value as never);
    else map.setFilter(layer, value as never);
  }
}
