/** Where every emulator serves the pictures and the film that its first posts show. */
export const ownMediaPath = '/__emulator/media';

/** Where it serves what programs hand over. */
export const handedOverPath: string = `${ownMediaPath}/files`;

/** What is drawn as an image. */
export const pictureNames = ['gate', 'river', 'cups'] as const;

export type PictureName = (typeof pictureNames)[number];

/** The path of a picture; which host serves it is known to a request alone. */
export function picturePath(name: PictureName): string {
  return `${ownMediaPath}/${name}.png`;
}

/** The path of the one film. */
export const filmPath: string = `${ownMediaPath}/walk.mp4`;

/** The address of an image or a video as others can load it: what the emulator serves itself has a path in the store. */
export function mediaAddress(address: string | undefined, origin: string): string | undefined {
  return address?.startsWith(`${ownMediaPath}/`) === true ? `${origin}${address}` : address;
}
