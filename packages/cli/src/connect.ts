import { createCredentialsSource } from '@threads-sdk/auth';
import {
  type Client,
  type ClientOptions,
  createClient,
  loadClientOptions,
} from '@threads-sdk/core-http/fetch';
import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import { getUser } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { findAccount, nobodyFound, openAccounts } from './accounts/find-account.ts';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { emulatorToken } from './emulator-token.ts';
import { exitCodes } from './exit-codes.ts';
import { longLivedTokenSeconds } from './generated/limits.ts';
import { type Origin, readOrigin } from './origin.ts';
import { tokenApp } from './token-app.ts';

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
  /** Where the token is from: somebody's who is logged in, the variable, or an emulator, where nobody has to log in. */
  readonly tokenFrom: 'account' | 'variable' | 'emulator';
  /** Reads the credentials as they are now; those of an account are refreshed before, where that is due. */
  readonly credentials: () => Promise<Credentials>;
}

/**
 * Finds who a command is for, and makes the client: of the account that is named; else of the token in
 * `THREADS_ACCESS_TOKEN`; else of the current account; else, on an emulator, of one of its users, who need not log in.
 *
 * @throws {CommandError} if nobody is logged in, or not the one who is named
 */
export async function connect(context: Context, options: ConnectOptions): Promise<Connection> {
  const origin = readOrigin(context, options);
  const make = (credentials?: ClientOptions['credentials']): Client =>
    makeClient(context, origin, credentials);
  // People write an @ before names.
  const named = options.account?.replace(/^@/, '');
  if (usesVariable(context, options)) return connectWithToken(origin, make, context);
  const accounts = openAccounts(context, origin);
  const all = accounts.list();
  const account = findAccount(all, named);
  if (account) {
    const { username, userId } = account;
    const source = createCredentialsSource(tokenApp(make()), { store: accounts.store, key: userId });
    return { client: make(source), origin, username, userId, tokenFrom: 'account', credentials: source };
  }
  if (!origin.isEmulator) throw nobodyFound(all, named);
  const { username, credentials } = await emulatorToken(origin, named, context.signal);
  const { userId } = credentials;
  return {
    client: make(credentials),
    origin,
    username,
    userId,
    tokenFrom: 'emulator',
    credentials: async () => credentials,
  };
}

/** Whether a command is for whom the token in `THREADS_ACCESS_TOKEN` belongs to: it is set, and nobody is named. */
export function usesVariable({ env }: Pick<Context, 'env'>, { account }: ConnectOptions): boolean {
  return account === undefined && (env['THREADS_ACCESS_TOKEN'] ?? '') !== '';
}

/** Makes a client for an origin. */
export function makeClient(
  { clock }: Pick<Context, 'clock'>,
  origin: Origin,
  credentials?: ClientOptions['credentials'],
): Client {
  return createClient({
    ...loadClientOptions(origin.env),
    ...(credentials && { credentials }),
    clock,
  });
}

/** Makes a client of nobody, for what needs no token. */
export function connectAsNobody(context: Context, options: ConnectOptions): Client {
  return makeClient(context, readOrigin(context, options));
}

/**
 * Credentials of somebody of whom nothing is known but a token: when it ends, neither. No token lives longer than 60 days;
 * Threads itself says when this one has ended.
 */
export function credentialsOfToken(
  accessToken: string,
  userId: string,
  { clock }: Pick<Context, 'clock'>,
): Credentials {
  return createCredentials({
    accessToken,
    userId,
    scopes: [],
    shortLived: false,
    expiration: new Date(clock.now() + longLivedTokenSeconds * 1000),
  });
}

/**
 * Asks whose a token is of which nothing else is known.
 *
 * @throws {CommandError} if it is none, or does not work any more
 */
export async function ownerOfToken(
  client: Client,
  { signal }: Pick<Context, 'signal'>,
  refused: { readonly what: string; readonly remedy: string },
): Promise<{ readonly id: string; readonly username: string }> {
  try {
    const { id, username = id } = await getUser(client, { fields: ['username'] }, { signal });
    return { id, username };
  } catch (error) {
    if (!isThreadsError(error) || error.code !== 'TOKEN_INVALID') throw error;
    const { what, remedy } = refused;
    throw new CommandError(exitCodes.loginNeeded, `${what}: ${error.message}.`, remedy, error);
  }
}

async function connectWithToken(
  origin: Origin,
  make: (credentials: Credentials) => Client,
  context: Context,
): Promise<Connection> {
  const token = context.env['THREADS_ACCESS_TOKEN'] ?? '';
  const about = (userId: string): Credentials => credentialsOfToken(token, userId, context);
  const { id, username } = await ownerOfToken(make(about('0')), context, {
    what: 'THREADS_ACCESS_TOKEN is set, and its token is not taken',
    remedy: 'Set it to a token that works, or remove it to use the account that is logged in.',
  });
  const credentials = about(id);
  return {
    client: make(credentials),
    origin,
    username,
    userId: id,
    tokenFrom: 'variable',
    credentials: async () => credentials,
  };
}
