import type { Words } from '../words';

/** Chinese, English. */
export const chart = {
} as const satisfies Words;
