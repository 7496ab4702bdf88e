/** How a file may be reached, with every default filled in. */
export interface Access {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The IP addresses of a host name; `undefined`: nobody can tell. */
  readonly resolve: (hostname: string) => Promise<readonly string[] | undefined>;
  readonly allowPrivate: boolean;
  /** Aborted when the time is over, or the caller has enough. */
  readonly signal: AbortSignal;
}
