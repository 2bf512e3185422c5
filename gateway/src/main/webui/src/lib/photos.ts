import { app } from './app.svelte';
import { NoPicture } from './images';

/** Pixels of the longer side that travels; the server keeps no more. */
export const LONGEST = 1600;
const QUALITY = 0.85;

/** The size of a picture whose longer side is at most that long. */
export function within(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Makes a photo smaller before it travels; what the camera wrote beside it stays here. */
async function pack(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new NoPicture();
  });
  const { width, height } = within(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!blob) throw new NoPicture();
  return blob;
}

/** Keeps a photo in a family; the answer goes into an item's field `photo`. */
export async function keepPhoto(familyId: string, file: Blob): Promise<string> {
  const kept = await app.api.post<{ photo: string }>(`/api/photos?family=${familyId}`, await pack(file));
  return kept.photo;
}

/** Addresses for `img`, by path: a photo never changes under its name. Those looked at last are kept. */
const shown = new Map<string, Promise<string>>();
const KEPT = 60;

/** An address for an `img` of an item's photo; empty where there is none, or nobody answers. */
export function photoAt(familyId: string, photo: string, thumbnail: boolean): Promise<string> {
  const path = `/api/photos/${familyId}/${encodeURIComponent(photo)}${thumbnail ? '/thumbnail' : ''}`;
  const known = shown.get(path);
  if (known) return known;
  const found = app.api
    .blob(path)
    .then((blob) => URL.createObjectURL(blob))
    .catch(() => {
      shown.delete(path);
      return '';
    });
  shown.set(path, found);
  const oldest = shown.keys().next().value;
  if (shown.size > KEPT && oldest !== undefined) {
    void shown.get(oldest)?.then((address) => address && URL.revokeObjectURL(address));
    shown.delete(oldest);
  }
  return found;
}
