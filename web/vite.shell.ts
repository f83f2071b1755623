import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Tells the page at its head what its script will ask for in the end, so that it is on its way already: the map library,
 * which is imported when the page stands, is what the first picture waits for longest.
 */
export function headStart(): Plugin {
  return {
    name: 'head-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, chunk }) {
        const late = new Set<string>();
        const visit = (name: string) => {
          const found = bundle?.[name];
          if (found?.type !== 'chunk' || name === chunk?.fileName || late.has(name) || chunk?.imports.includes(name)) return;
          late.add(name);
          found.imports.forEach(visit);
        };
        if (chunk?.name === 'map') chunk.dynamicImports.forEach(visit);
        return [...late].map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: '', href: `/${name}` }, injectTo: 'head' as const }));
      },
    },
  };
}

/** Writes the service worker with the list of files that the map's page is made of. */
export function serviceWorker(source: string): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = new Set(['/', '/favicon.svg', '/manifest.webmanifest']);
      const visit = (name: string) => {
        const chunk = bundle[name];
        if (!chunk || files.has(`/${name}`)) return;
        files.add(`/${name}`);
        if (chunk.type !== 'chunk') return;
        chunk.viteMetadata?.importedCss.forEach(visit);
        chunk.viteMetadata?.importedAssets.forEach(visit);
        [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
      };
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file.name === 'map');
      if (!entry) this.error('The bundle has no entry called map.');
      else visit(entry.fileName);
      const shell = JSON.stringify([...files].sort());
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: readFileSync(source, 'utf8').replace('/* filled in by the build */ []', () => shell) });
    },
  };
}
