import type { Map as MapLibre } from 'maplibre-gl';

const FILL = 'features-fill';
const POINT = 'features-point';

/** Ties the shapes of the map to the rows of the table: the nth feature is the nth row. */
export function followRows(map: MapLibre, links: NodeListOf<HTMLAnchorElement>): void {
  let marked: number | null = null;
  const mark = (index: number | null) => {
    if (index === marked) return;
    for (const [at, on] of [[marked, false], [index, true]] as const) {
      if (at === null) continue;
      if (map.getSource('features')) map.setFeatureState({ source: 'features', id: at }, { hovered: on });
      links[at]?.closest('tr')?.classList.toggle('hovered', on);
    }
    marked = index;
  };
  for (const layer of [FILL, POINT]) {
    map.on('mousemove', layer, ({ features }) => {
      map.getCanvas().style.cursor = 'pointer';
      mark(Number(features?.[0]?.id ?? -1));
    });
    map.on('mouseleave', layer, () => {
      map.getCanvas().style.cursor = '';
      mark(null);
    });
    map.on('click', layer, ({ features }) => {
      const link = links[Number(features?.[0]?.id ?? -1)];
      if (link) location.assign(link.href);
    });
  }
  links.forEach((link, index) => {
    const row = link.closest('tr');
    row?.addEventListener('mouseenter', () => { mark(index); });
    row?.addEventListener('mouseleave', () => { mark(null); });
    link.addEventListener('focus', () => { mark(index); });
    link.addEventListener('blur', () => { mark(null); });
  });
}
