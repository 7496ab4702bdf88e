/**
 * Options of `checkMedia`.
 *
 * @example
 * ```ts
 * import type { CheckMediaOptions } from '@threads-sdk/media';
 *
 * const options: CheckMediaOptions = { kind: 'video', timeout: 5000 };
 * console.log(options.kind);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#video-specifications
 * @category Check media
 */
export interface CheckMediaOptions {
  /** What the file is to be posted as. Default: whatever it is. */
  readonly kind?: 'image' | 'video';
  /** Ends the check with an error. */
  readonly signal?: AbortSignal;
  /** Milliseconds for everything, 1 to 2,147,483,647. Default 10,000. */
  readonly timeout?: number;
  /**
   * Admits addresses of this machine and of private networks, and looks up no names: for local development, and for a
   * `fetch` that itself decides where it goes. Never set it for addresses that come from users. Default `false`.
   */
  readonly allowPrivate?: boolean;
  /**
   * Sends a request, default the global `fetch`. It must not follow redirects (`request.redirect` is `'manual'`): where
   * they lead is checked first.
   */
  readonly fetch?: (request: Request) => Promise<Response>;
  /**
   * Tells the IP addresses of a host name; all of them must be public. Default: the look-up of Node (22.3 or later), Bun and Deno.
   * Workers and browsers have none, there the name alone is judged.
   */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}
