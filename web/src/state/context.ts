import { getContext, setContext } from 'svelte';

import type { Label, Lang } from '../api/types';
import { translate, type Fill, type Key } from '../i18n/translate';
import type { App } from './app.svelte';

const APP = Symbol('app');

export const provideApp = (app: App): App => setContext(APP, app);
export const useApp = (): App => getContext<App>(APP);

/** The reader's language, their sentences and their half of a bilingual label: read inside markup to stay live. */
export function useText(app: App = useApp()) {
  return {
    get lang(): Lang {
      return app.choice?.lang ?? (document.documentElement.lang.startsWith('en') ? 'en' : 'zh');
    },
    t(key: Key, fill?: Fill): string {
      return translate(this.lang, key, fill);
    },
    label(label: Label | null | undefined): string {
      return label ? label[this.lang] ?? label.zh ?? label.en ?? '' : '';
    },
    /** The other language's half, to stand small beside the first. */
    otherLabel(label: Label | null | undefined): string {
      return label?.[this.lang === 'zh' ? 'en' : 'zh'] ?? '';
    },
  };
}
export type Text = ReturnType<typeof useText>;
