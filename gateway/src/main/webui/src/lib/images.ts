/** Pixels of a side; a face is never shown larger than a quarter of it. */
export const SIDE = 512;
const QUALITY = 0.85;

/** The file is no picture that this browser can read. */
export class NoPicture extends Error {}

/** The middle square of a picture of that size. */
export function middle(width: number, height: number): { x: number; y: number; side: number } {
  const side = Math.min(width, height);
  return { x: Math.round((width - side) / 2), y: Math.round((height - side) / 2), side };
}

/** Makes a photo a small square, so that a phone's 8 MB needn't travel; what the camera wrote beside it goes too. */
export async function shrink(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new NoPicture();
  });
  const { x, y, side } = middle(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.min(SIDE, side);
  canvas.getContext('2d')?.drawImage(bitmap, x, y, side, side, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!blob) throw new NoPicture();
  return blob;
}
