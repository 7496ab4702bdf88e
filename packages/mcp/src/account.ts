import { type Client, getUserId } from '@threads-sdk/core-http/fetch';
import { getUser } from '@threads-sdk/endpoints';

/** Whose posts these are. */
export interface Account {
  readonly userId: string;
  /** Without `@`. */
  readonly username: string;
}

/** Makes a function that asks Threads who the user is, once for each user that the client is. What failed is asked again. */
export function createAccountReader(client: Client): (signal: AbortSignal) => Promise<Account> {
  let known: Account | undefined;
  return async (signal) => {
    const userId = await getUserId(client);
    if (known?.userId === userId) return known;
    const { username } = await getUser(client, { fields: ['username'] }, { signal });
    const account: Account = Object.freeze({ userId, username: username ?? userId });
    known = account;
    return account;
  };
}
