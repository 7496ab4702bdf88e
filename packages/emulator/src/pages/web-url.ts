import { ownMediaPath } from '../pictures/own-media.ts';

/**
 * The address that a page may link to or load, or nothing for anything but http and https: posts hold hostile text,
 * and escaping does not defuse `javascript:`.
 */
export function webUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

/** Whether an image or a video is one that the emulator serves itself. */
export function isOwnMedia(address: string | undefined): boolean {
  return address?.startsWith(`${ownMediaPath}/`) === true;
}

/** The address that a page may load an image or a video from; else as `webUrl`. */
export function mediaUrl(address: string): string | undefined {
  return isOwnMedia(address) ? address : webUrl(address);
}
