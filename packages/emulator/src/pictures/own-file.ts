import { film, pictures } from './drawn.ts';
import { filmPath, pictureNames, picturePath } from './own-media.ts';

/** A file that every emulator serves, with its type; absent for a path that leads to none. */
export function ownFile(
  path: string,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | undefined {
  if (path === filmPath) return { bytes: decode(film), type: 'video/mp4' };
  const name = pictureNames.find((candidate) => path === picturePath(candidate));
  return name === undefined ? undefined : { bytes: decode(pictures[name]), type: 'image/png' };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
