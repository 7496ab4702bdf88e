import { debugToken, type TokenDetails } from '@threads-sdk/auth';
import { createCredentials } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { askSecret } from '../../ask.ts';
import { CommandError } from '../../command-error.ts';
import { credentialsOfToken, makeClient, ownerOfToken } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Origin } from '../../origin.ts';
import { inOurWords } from '../../in-our-words.ts';
import { tokenApp } from '../../token-app.ts';
import type { Person } from './log-in.ts';

/**
 * Reads a token from standard input, and asks Threads whose it is, when it ends and what was granted.
 *
 * @throws {CommandError} if there is no token, or Threads does not take it
 */
export async function readToken(context: Context, origin: Origin): Promise<Person> {
  const token = context.canAsk
    ? await askSecret(context, { message: 'The token (not shown)' })
    : context.hasInput
      ? (await context.readInput()).trim()
      : '';
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new CommandError(
      exitCodes.usage,
      token === ''
        ? 'There is no token on standard input.'
        : 'What came on standard input is no token: a token has no white space in it, and nothing but ASCII characters.',
      "Pipe the token alone: threads login --token-stdin < token.txt. Meta's dashboard makes one.",
    );
  const about = (userId: string) => credentialsOfToken(token, userId, context);
  const { id, username } = await ownerOfToken(makeClient(context, origin, about('0')), context, {
    what: `${origin.isEmulator ? origin.name : 'Threads'} does not take this token`,
    remedy:
      'Copy the whole token, or make another one. With `threads login` alone you log in in the browser.',
  });
  const details = await readDetails(context, origin, token);
  const { scopes = [], issuedAt, expiresAt } = details;
  if (expiresAt === undefined)
    context.messages.write(
      'When this token ends is not known: in 60 days at most, and Threads says when it has. `threads refresh`, a day from now, makes it known.\n',
    );
  const day = 24 * 60 * 60 * 1000;
  const lifetime = issuedAt && expiresAt ? expiresAt.getTime() - issuedAt.getTime() : undefined;
  return {
    username,
    credentials: createCredentials({
      accessToken: token,
      userId: id,
      scopes,
      // One of an hour cannot be refreshed.
      shortLived: lifetime !== undefined && lifetime < day,
      expiration: expiresAt ?? about(id).expiration,
    }),
  };
}

/** What Threads says of a token: to testers of the app alone. */
async function readDetails(context: Context, origin: Origin, token: string): Promise<TokenDetails> {
  try {
    return await debugToken(tokenApp(makeClient(context, origin)), { token }, { signal: context.signal });
  } catch (error) {
    if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
    context.messages.write(
      `Threads did not say what this token may do (${inOurWords(error.message)}). It says that to testers of the app only.\n`,
    );
    return {};
  }
}
