import type { Words } from '../words';

/** Chinese, English. */
export const share = {
} as const satisfies Words;
