import { svelte } from '@sveltejs/vite-plugin-svelte';
import { copyFileSync, mkdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

import { compressed } from './vite.compress.ts';
import { headStart, serviceWorker } from './vite.shell.ts';

const service = process.env['POLYCENTRE_URL'] ?? 'http://127.0.0.1:8000';

/** The service sets printed sheets in this typeface: it reads the files where the build leaves them. */
const sheetFonts = {
  name: 'sheet-fonts',
  closeBundle() {
    mkdirSync('dist/fonts', { recursive: true });
    for (const weight of [400, 700]) {
      const file = `noto-sans-sc-chinese-simplified-${weight}-normal.woff`;
      copyFileSync(`node_modules/@fontsource/noto-sans-sc/files/${file}`, `dist/fonts/${file}`);
    }
  },
};

export default defineConfig({
  plugins: [svelte(), headStart(), serviceWorker('src/sw.js'), sheetFonts, compressed('dist')],
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': service, '/tiles': service, '/styles': service, '/ogc': service, '/health': service, '/openapi.json': service,
    },
  },
  build: {
    target: 'es2022',
    // light-dark() as it stands: the themes hang on it, and the browsers of two years know it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The pages under /ogc are written by the service: it finds their script and style sheets here.
    manifest: true,
    // The map library changes rarely: in a file of its own it stays in the browser's cache.
    rolldownOptions: {
      input: { map: 'index.html', docs: 'docs/index.html', ogc: 'src/ogc/main.ts' },
      output: {
        codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)/ }] },
      },
    },
    chunkSizeWarningLimit: 1600,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
