import { expiresIn } from '@threads-sdk/credentials';
import type { Context } from '../context.ts';
import { databaseFile } from '../data-folder.ts';
import type { Origin } from '../origin.ts';
import { facts } from '../output/facts.ts';
import type { Account, Accounts } from './accounts.ts';
import type { SealedBy } from './load-sealing.ts';

/** What commands show of an account, and print as JSON. It holds no token. */
export interface AccountView {
  readonly username: string;
  readonly id: string;
  /** `threads`, or the address of an emulator. */
  readonly origin: string;
  readonly current: boolean;
  /** A file; or the variable that has the token; or the emulator, where nobody has to log in. */
  readonly kept_in: string;
  readonly sealed_by: SealedBy | null;
  /** Absent where nobody said what was granted. */
  readonly scopes?: readonly string[];
  /** When the token ends, unless it is refreshed before. Absent where nobody knows. */
  readonly expiration?: string;
  /** Whole days until then. */
  readonly days_left?: number;
}

/**
 * Reads what can be shown of an account that is kept.
 *
 * @throws {CredentialsError} with code `STORED_CREDENTIALS_INVALID` if the key that seals it is not at hand
 */
export async function viewAccount(
  context: Context,
  { name }: Origin,
  accounts: Accounts,
  { username, userId, isCurrent, sealedBy }: Account,
): Promise<AccountView> {
  const stored = await accounts.store.get(userId);
  const view = {
    username,
    id: userId,
    origin: name,
    current: isCurrent,
    kept_in: databaseFile(context),
    sealed_by: sealedBy ?? null,
  };
  if (stored === undefined) return view; // logged out meanwhile
  const { credentials } = stored;
  return {
    ...view,
    ...(credentials.scopes.length > 0 && { scopes: credentials.scopes }),
    expiration: credentials.expiration.toISOString(),
    days_left: Math.floor(expiresIn(credentials, context.clock.now()) / (24 * 60 * 60)),
  };
}

/** Writes an account for people, one fact a line. */
export function describeAccount(context: Pick<Context, 'output' | 'clock'>, view: AccountView): string {
  return facts(context.output, [
    ['username', view.username],
    ['id', view.id],
    ['at', view.origin === 'threads' ? 'Threads' : view.origin],
    ['permissions', view.scopes?.join(', ') ?? 'unknown: nobody said what was granted'],
    ['token ends', describeEnd(view, context.clock.now())],
    ['kept in', describePlace(view)],
  ]);
}

function describeEnd({ expiration, days_left: days = 0 }: AccountView, now: number): string {
  if (expiration === undefined) return 'unknown';
  const left = days === 0 ? 'within a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return `${expiration.slice(0, 10)}, ${Date.parse(expiration) <= now ? 'which is over' : left}`;
}

function describePlace({ kept_in: place, sealed_by: by }: AccountView): string {
  if (by === 'keyring') return `${place}, sealed with a key in the keyring`;
  if (by === 'variable') return `${place}, sealed with the key in THREADS_SEALING_KEY`;
  return place.endsWith('.sqlite') ? `${place}, not sealed: its mode alone keeps others out` : place;
}
