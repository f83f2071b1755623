import type { Words } from '../words';

/** Chinese, English. */
export const whatif = {
} as const satisfies Words;
