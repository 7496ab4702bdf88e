import * as v from 'valibot';
import { either, object, text } from '../input/schemas.ts';
import type { MediaSeed } from './compose-post.ts';

/** What an image or video has to look like. */
export function mediaSchema(): v.GenericSchema<MediaSeed> {
  return either<MediaSeed>(
    '{ image } or { video }, with altText or without',
    object<Extract<MediaSeed, { readonly image: string }>>({ image: text, altText: v.optional(text) }),
    object<Extract<MediaSeed, { readonly video: string }>>({ video: text, altText: v.optional(text) }),
  );
}
