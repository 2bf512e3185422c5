import { app } from './app.svelte';
import { ApiError } from './api';

/** An address for an `img` of what the API has there; empty where there is none. The page lets go of it. */
export async function pictureAt(path: string): Promise<string> {
  try {
    return URL.createObjectURL(await app.api.blob(path));
  } catch (refusal) {
    if (refusal instanceof ApiError) return '';
    throw refusal;
  }
}

export function putMine(picture: Blob): Promise<void> {
  return app.api.put('/api/me/picture', picture);
}

export function removeMine(): Promise<void> {
  return app.api.delete('/api/me/picture');
}
