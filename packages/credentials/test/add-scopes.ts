/**
 * One of two processes that change the same entry: adds a scope in each round and prints how often it was refused
 * because the other one was faster. In every round both have read before either writes.
 *
 *     node --conditions=@threads-sdk/source test/add-scopes.ts <socket> <name> <name of the other> <rounds>
 */
import { argv } from 'node:process';
import { createRedisStore, type StoredCredentials } from '@threads-sdk/credentials';
import { createClient } from 'redis';

const [, , path = '', name = '', other = '', rounds = '0'] = argv;
const client = await createClient({ socket: { path, tls: false } }).connect();
const store = createRedisStore((command) => client.sendCommand(command));

async function read(): Promise<StoredCredentials> {
  const stored = await store.get('mika');
  if (!stored) throw new Error('There is nothing to add to.');
  return stored;
}

let refused = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  let { credentials, version } = await read();
  await client.rPush(`go:${other}`, 'x');
  await client.blPop(`go:${name}`, 0);
  for (;;) {
    const scopes = [...credentials.scopes, `${name}-${round}`];
    const { accessToken } = credentials;
    if (await store.compareAndSet?.('mika', { ...credentials, accessToken, scopes }, version)) break;
    refused += 1;
    ({ credentials, version } = await read());
  }
}
console.log(refused);
await client.close();
