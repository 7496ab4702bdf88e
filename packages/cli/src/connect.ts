import { createCredentialsSource } from '@threads-sdk/auth';
import {
  type Client,
  type ClientOptions,
  createClient,
  loadClientOptions,
} from '@threads-sdk/core-http/fetch';
import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import { getUser } from '@threads-sdk/endpoints';
import { type Account, createAccounts } from './accounts/accounts.ts';
import { loadSealing } from './accounts/load-sealing.ts';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { openDatabase } from './data-folder.ts';
import { emulatorToken } from './emulator-token.ts';
import { exitCodes } from './exit-codes.ts';
import { type Origin, readOrigin } from './origin.ts';

/** The options of every command that talks to Threads. */
export interface ConnectOptions {
  readonly account?: string;
  readonly emulator?: string | true;
}

/** Somebody's way to Threads. */
export interface Connection {
  readonly client: Client;
  readonly origin: Origin;
  readonly username: string;
  readonly userId: string;
}

/**
 * Finds who a command is for, and makes the client: of the account that is named; else of the token in
 * `THREADS_ACCESS_TOKEN`; else of the current account; else, on an emulator, of one of its users, who need not log in.
 *
 * @throws {CommandError} if nobody is logged in, or not the one who is named
 */
export async function connect(context: Context, options: ConnectOptions): Promise<Connection> {
  const origin = readOrigin(context, options);
  const make = (credentials: ClientOptions['credentials']): Client =>
    makeClient(context, origin, credentials);
  // People write an @ before names.
  const named = options.account?.replace(/^@/, '');
  const token = context.env['THREADS_ACCESS_TOKEN'] ?? '';
  if (named === undefined && token !== '') {
    return connectWithToken(origin, token, make, context);
  }
  const database = openDatabase(context);
  const accounts = createAccounts(database, origin.name, await loadSealing(context));
  const all = accounts.list();
  const account = all.find(({ username, isCurrent }) =>
    named === undefined ? isCurrent : username.toLowerCase() === named.toLowerCase(),
  );
  if (account) {
    // A refresh sends the token alone, and of the app nothing but its client is used.
    const app = {
      clientId: '0',
      clientSecret: 'unused',
      redirectUri: 'https://localhost/',
      client: make(undefined),
    };
    const source = createCredentialsSource(app, { store: accounts.store, key: account.userId });
    return { client: make(source), origin, username: account.username, userId: account.userId };
  }
  if (!origin.isEmulator) throw nobody(named, all);
  const { username, credentials } = await emulatorToken(origin, named, context.signal);
  return { client: make(credentials), origin, username, userId: credentials.userId };
}

/** Makes a client of nobody, for what needs no token. */
export function connectAsNobody(context: Context, options: ConnectOptions): Client {
  return makeClient(context, readOrigin(context, options), undefined);
}

function makeClient({ clock }: Context, { env }: Origin, credentials: ClientOptions['credentials']): Client {
  return createClient({ ...loadClientOptions(env), ...(credentials && { credentials }), clock });
}

/** Somebody of whom nothing is known but a token: when it ends, neither. */
async function connectWithToken(
  origin: Origin,
  accessToken: string,
  make: (credentials: Credentials) => Client,
  { clock, signal }: Context,
): Promise<Connection> {
  const about = (userId: string): Credentials =>
    createCredentials({
      accessToken,
      userId,
      scopes: [],
      shortLived: false,
      // No token lives longer. Threads itself says when this one has ended.
      expiration: new Date(clock.now() + 60 * 24 * 60 * 60 * 1000),
    });
  const user = await getUser(make(about('0')), { fields: ['username'] }, { signal });
  return { client: make(about(user.id)), origin, username: user.username ?? user.id, userId: user.id };
}

function nobody(named: string | undefined, all: readonly Account[]): CommandError {
  const known = all.map(({ username }) => username).join(', ');
  return new CommandError(
    exitCodes.loginNeeded,
    named === undefined ? 'Nobody is logged in.' : `${named} is not logged in.`,
    known === ''
      ? 'Log in with `threads login`, or try things without an account: `threads emulator` in another terminal, then this command with --emulator.'
      : `Log in with \`threads login\`, or use --account with one who is: ${known}.`,
  );
}
