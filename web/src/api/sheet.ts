import { getBlob } from './client';

/** A printed sheet; drawing one takes the service a moment. */
export const getSheet = (address: string, signal?: AbortSignal) => getBlob(address, signal);
