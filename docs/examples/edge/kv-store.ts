import { createKeyvStore, type CredentialsStore, openCredentials, sealCredentials } from 'threads-sdk';
import type { Env, Kv } from './env.ts';

/** Credentials in KV, sealed: whoever reads the namespace finds no token. */
export function createKvStore({
  CREDENTIALS,
  SEALING_KEY,
}: Pick<Env, 'CREDENTIALS' | 'SEALING_KEY'>): CredentialsStore {
  const keys = [SEALING_KEY];
  return createKeyvStore(
    {
      get: (key) => CREDENTIALS.get(key),
      set: (key, value) => CREDENTIALS.put(key, value),
      delete: (key) => CREDENTIALS.delete(key),
      iterator: () => pairsOf(CREDENTIALS),
    },
    {
      sealing: {
        seal: (credentials) => sealCredentials(credentials, { keys }),
        open: (text) => openCredentials(text, { keys }),
      },
    },
  );
}

async function* pairsOf(kv: Kv): AsyncGenerator<readonly [string, unknown]> {
  let page: Awaited<ReturnType<Kv['list']>> | undefined;
  do {
    page = await kv.list(page?.cursor === undefined ? {} : { cursor: page.cursor });
    for (const { name } of page.keys) yield [name, undefined];
  } while (!page.list_complete);
}
