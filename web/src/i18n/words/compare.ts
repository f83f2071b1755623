import type { Words } from '../words';

/** Chinese, English. */
export const compare = {
} as const satisfies Words;
