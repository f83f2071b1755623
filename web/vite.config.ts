import { svelte } from '@sveltejs/vite-plugin-svelte';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

import { compressed } from './vite.compress.ts';
import { headStart, serviceWorker } from './vite.shell.ts';

const service = process.env['POLYCENTRE_URL'] ?? 'http://127.0.0.1:8000';

/**
 * The service sets printed sheets in this typeface: it reads the files where the build leaves them. One file a weight
 * has everyday Chinese; the numbered ones beside it have what that one lacks, from ≥ to the rare letters of place names.
 */
const sheetFonts = {
  name: 'sheet-fonts',
  closeBundle() {
    const files = 'node_modules/@fontsource/noto-sans-sc/files';
    mkdirSync('dist/fonts', { recursive: true });
    for (const file of readdirSync(files).filter((name) => /-(400|700)-normal\.woff$/.test(name))) {
      copyFileSync(`${files}/${file}`, `dist/fonts/${file}`);
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
      input: { map: 'index.html', docs: 'docs/index.html', steward: 'steward/index.html', ogc: 'src/ogc/main.ts' },
      output: {
        codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)/ }] },
      },
    },
    chunkSizeWarningLimit: 1600,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
