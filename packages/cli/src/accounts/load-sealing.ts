import { openCredentials, sealCredentials, type StoreSealing } from '@threads-sdk/credentials';
import type { Context } from '../context.ts';

/** What seals credentials on this machine: the key in `THREADS_SEALING_KEY`, if there is one. */
export async function loadSealing({ env }: Pick<Context, 'env'>): Promise<StoreSealing | undefined> {
  const key = env['THREADS_SEALING_KEY'] ?? '';
  if (key === '') return undefined;
  const keys = [key];
  return {
    seal: (credentials) => sealCredentials(credentials, { keys }),
    open: (text) => openCredentials(text, { keys }),
  };
}
