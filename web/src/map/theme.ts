export interface MapTheme {
  sea: string;
  shore: string;
  graticule: string;
  townshipLine: string;
  countyLine: string;
  zoneLine: string;
  zoneCasing: string;
  focusLine: string;
  focusCasing: string;
  text: string;
  halo: string;
  hatchGround: string;
  hatchLine: string;
  /** Under circles, where no colour stands for a value. */
  land: string;
  circle: string;
  /** A count that fell, in a difference. */
  loss: string;
  circleEdge: string;
  /** Lines of a trial membership. */
  member: string;
  added: string;
  removed: string;
  fault: string;
  dot: string;
  dotLight: string;
}

export const LIGHT: MapTheme = {
  sea: '#e3ebea',
  shore: '#c3d3d3',
  graticule: '#d0dcdb',
  townshipLine: 'rgba(255,255,255,0.6)',
  countyLine: 'rgba(23,36,42,0.55)',
  zoneLine: '#b3261e',
  zoneCasing: 'rgba(255,255,255,0.92)',
  focusLine: '#0c1417',
  focusCasing: '#ffffff',
  text: '#17242a',
  halo: 'rgba(255,255,255,0.88)',
  hatchGround: '#f4f5f3',
  hatchLine: '#93a0a3',
  land: '#f3f4ef',
  circle: '#1f4b8f',
  loss: '#b35806',
  circleEdge: '#ffffff',
  member: '#17242a',
  added: '#0b7a4b',
  removed: '#8a1f7a',
  fault: '#b35c00',
  dot: 'rgba(10,20,26,0.42)',
  dotLight: 'rgba(255,255,255,0.5)',
};

export const DARK: MapTheme = {
  ...LIGHT,
  sea: '#0d161a',
  shore: '#1d2d33',
  graticule: '#18252b',
  townshipLine: 'rgba(10,18,22,0.45)',
  countyLine: 'rgba(206,222,226,0.6)',
  zoneLine: '#ff8f7d',
  zoneCasing: 'rgba(10,18,22,0.9)',
  focusLine: '#ffffff',
  focusCasing: '#0c1417',
  text: '#f0f5f3',
  halo: 'rgba(10,18,22,0.85)',
  hatchGround: '#28353a',
  hatchLine: '#74868b',
  land: '#223036',
  member: '#f0f5f3',
  added: '#58d69a',
  removed: '#f19ae3',
  fault: '#ffb454',
  circle: '#8fb6f2',
  loss: '#f3a35c',
  circleEdge: '#0d161a',
};

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

export const themeOf = (dark: boolean): MapTheme => (dark ? DARK : LIGHT);
export const currentTheme = (): MapTheme => themeOf(prefersDark().matches);

/** Calls back whenever the reader's system turns dark or light; returns how to stop. */
export function onTheme(listener: (theme: MapTheme, dark: boolean) => void): () => void {
  const query = prefersDark();
  const changed = () => { listener(currentTheme(), query.matches); };
  query.addEventListener('change', changed);
  return () => { query.removeEventListener('change', changed); };
}
