import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'max-lines': ['error', 300],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'src/api/client.ts is the only fetcher.' }],
      // TypeScript knows which names exist.
      'no-undef': 'off',
    },
  },
  // A service worker stands between the page and the service.
  { files: ['src/api/client.ts', 'src/sw.js'], rules: { 'no-restricted-globals': 'off' } },
);
