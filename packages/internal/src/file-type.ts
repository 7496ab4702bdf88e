/** What the first bytes of a file tell. */
export type FileType =
  | { readonly kind: 'image'; readonly format: 'jpeg' | 'png' }
  | { readonly kind: 'video'; readonly format: 'mp4' | 'mov' }
  /** What it is instead, with an article, and whether that is a film. */
  | { readonly kind: undefined; readonly name: string; readonly isFilm: boolean };

/** The media types under which a format may be served. */
export const mediaTypes: Readonly<Record<'jpeg' | 'png' | 'mp4' | 'mov', readonly string[]>> = {
  jpeg: ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  png: ['image/png'],
  mp4: ['video/mp4', 'application/mp4', 'video/x-m4v'],
  mov: ['video/quicktime'],
};

/** Tells a file's type by its first 64 bytes. */
export function detectType(head: Uint8Array): FileType {
  // As Latin-1: a letter for each byte.
  const text = String.fromCharCode(...head.subarray(0, 64));
  if (text.startsWith('\xff\xd8\xff')) return { kind: 'image', format: 'jpeg' };
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return { kind: 'image', format: 'png' };
  const other = otherTypes.find(([pattern]) => pattern.test(text));
  if (other) return { kind: undefined, name: other[1], isFilm: other[2] ?? false };
  if (/^....ftyp(?!qt {2})/s.test(text)) return { kind: 'video', format: 'mp4' };
  // Old QuickTime files have no box that names their type.
  if (/^....(?:ftyp|moov|mdat|wide|free|skip|pnot)/s.test(text)) return { kind: 'video', format: 'mov' };
  return { kind: undefined, name: 'of an unknown type', isFilm: false };
}

const otherTypes: readonly (readonly [pattern: RegExp, name: string, isFilm?: boolean])[] = [
  [/^$/, 'an empty file'],
  [/^RIFF....WEBP/s, 'a WebP image'],
  [/^GIF8/, 'a GIF'],
  [/^....ftyp(?:avif|avis)/s, 'an AVIF image'],
  [/^....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s, 'a HEIC image'],
  [/^.E\xdf\xa3/s, 'a WebM or Matroska file', true],
  [/^(?:II\*\0|MM\0\*)/, 'a TIFF image'],
  [/^BM/, 'a BMP image'],
  [/^%PDF/, 'a PDF'],
  [/^RIFF....AVI /s, 'an AVI video', true],
  [/^FLV/, 'an FLV video', true],
  [/^0&\xb2u\x8ef\xcf/, 'a Windows Media file', true],
  [/^(?:\0\0.\xba|G@[^ -~])/s, 'an MPEG video', true],
  [/^OggS/, 'an Ogg file'],
  [/^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml.*<svg)/is, 'an SVG drawing'],
  [/^(?:\xef\xbb\xbf)?\s*</, 'a web page or another text'],
  [/^(?:\xef\xbb\xbf)?\s*[{[]/, 'a text, perhaps JSON'],
];
