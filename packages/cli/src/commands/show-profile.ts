import { getUser, lookupProfile } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../connect.ts';
import type { Context } from '../context.ts';
import { print } from '../output/print.ts';
import { printable } from '../output/printable.ts';

/** Shows the profile of the account, or of somebody else. */
export async function showProfile(
  context: Context,
  username: string | undefined,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const { client } = await connect(context, options);
  const { signal } = context;
  const profile =
    username === undefined
      ? await getUser(client, {}, { signal })
      : await lookupProfile(client, { username: username.replace(/^@/, '') }, { signal });
  print(context, options, profile, () =>
    Object.entries(profile)
      .map(([name, value]) => `${name.padEnd(28)} ${printable(String(value))}\n`)
      .join(''),
  );
}
