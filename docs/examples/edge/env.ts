import type { App } from 'threads-sdk';

/** What `wrangler.toml` binds: secrets, a KV namespace, and a Durable Object for each post. */
export interface Env {
  readonly THREADS_APP_ID: string;
  readonly THREADS_API_SECRET: string;
  readonly THREADS_REDIRECT_URI: string;
  /** Made once with `createSealingKey`. */
  readonly SEALING_KEY: string;
  readonly CREDENTIALS: Kv;
  readonly POSTS: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

/** As much of Cloudflare's KV as is used. */
export interface Kv {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  list(options: { readonly cursor?: string }): Promise<{
    readonly keys: readonly { readonly name: string }[];
    readonly list_complete: boolean;
    readonly cursor?: string;
  }>;
}

export function readApp(env: Env): App {
  return {
    clientId: env.THREADS_APP_ID,
    clientSecret: env.THREADS_API_SECRET,
    redirectUri: env.THREADS_REDIRECT_URI,
  };
}
