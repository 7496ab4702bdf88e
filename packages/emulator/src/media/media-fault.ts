import type { OneOf } from '../description/limits.ts';

/** Why a medium cannot be posted: its container is refused at once, or it is made and ends in `ERROR`. */
export type MediaFault =
  /** The reason, as the end of a sentence that starts with the URI. */
  { readonly refusal: string } | { readonly failure: MediaFailure };

/** What `error_message` of a container may say of its medium; the spelling is Meta's. */
export type MediaFailure = OneOf<'containerErrorMessages'>;
