import './styles/tokens.css';
import './styles/base.css';
import './styles/card.css';

import { mount } from 'svelte';

import Root from './Root.svelte';

const target = document.getElementById('app');
if (target) {
  target.replaceChildren(); // the skeleton of the page
  mount(Root, { target });
}
// A page that is being worked on must not come from a cache.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => { void navigator.serviceWorker.register('/sw.js').catch(() => undefined); });
}
