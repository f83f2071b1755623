import '../styles/tokens.css';
import '../styles/base.css';
import './steward.css';

import { mount } from 'svelte';

import Steward from './Steward.svelte';

const target = document.getElementById('app');
if (target) mount(Steward, { target });
