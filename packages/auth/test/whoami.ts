import { type Client, type Operation, request } from '@threads-sdk/core-http/fetch';
import * as v from 'valibot';

const getMe: Operation<{ readonly username: string }> = {
  id: 'getMe',
  method: 'GET',
  path: '/me',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: v.object({ fields: v.string() }),
  output: v.object({ username: v.string() }),
};

/** Any call with a user's token: asks whose it is. */
export async function whoami(client: Client): Promise<string> {
  return (await request(client, getMe, { fields: 'username' })).username;
}
