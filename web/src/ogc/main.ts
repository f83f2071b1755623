// The pages of the OGC interface are whole without scripts; this draws their maps.
import '../styles/tokens.css';
import '../styles/base.css';
import './page.css';

import { drawFigure } from './figure';

for (const figure of document.querySelectorAll<HTMLElement>('figure[data-map]')) void drawFigure(figure);
