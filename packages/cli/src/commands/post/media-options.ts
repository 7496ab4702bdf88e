import { Option } from 'commander';
import { maxCarouselItems } from '../../generated/limits.ts';

/** An image or video as it was given, with what it shows. */
export interface GivenMedia {
  readonly kind: 'image' | 'video';
  /** An address or a path. */
  readonly written: string;
  readonly altText?: string;
}

/** The options `--image`, `--video` and `--alt`, which belong together: their order on the line is that of the post. */
export interface MediaOptions {
  readonly options: readonly Option[];
  /** What was given, once the line is parsed. */
  readonly given: () => { readonly media: readonly GivenMedia[]; readonly faults: readonly string[] };
}

/** Makes options that gather media in the order in which they are typed. */
export function createMediaOptions(): MediaOptions {
  const media: GivenMedia[] = [];
  const faults: string[] = [];
  const add =
    (kind: GivenMedia['kind']) =>
    (written: string): string => {
      media.push({ kind, written });
      return written;
    };
  const describe = (altText: string): string => {
    const last = media.at(-1);
    if (last === undefined)
      faults.push(
        `--alt "${altText}" stands before all media: it describes the --image or --video before it`,
      );
    else if (last.altText !== undefined) faults.push(`${last.written} has more than one --alt`);
    else media[media.length - 1] = { ...last, altText };
    return altText;
  };
  return {
    options: [
      new Option(
        '--image <file or address>',
        `an image, JPEG or PNG; up to ${maxCarouselItems} images and videos, in the order given`,
      ).argParser(add('image')),
      new Option('--video <file or address>', 'a video, MP4 or MOV').argParser(add('video')),
      new Option(
        '--alt <text>',
        'what the image or video before it shows, for people who cannot see it',
      ).argParser(describe),
    ],
    given: () => ({ media, faults }),
  };
}
