/**
 * A function that finds out what is wrong with a file before Meta does.
 *
 * @example
 * ```ts
 * import type { MediaCheck } from '@threads-sdk/publish';
 *
 * export const onlyOurs: MediaCheck = async (media) => {
 *   const isOurs = typeof media === 'string' && media.startsWith('https://media.example.com/');
 *   return { issues: isOurs ? [] : [{ message: 'is not one of our files' }] };
 * };
 * ```
 *
 * @category Publish
 */
export type MediaCheck = (
  /** Its address, or the file itself. */
  media: string | Blob,
  options: { readonly kind: 'image' | 'video'; readonly signal?: AbortSignal },
) => Promise<{ readonly issues: readonly { readonly message: string }[] }>;
