import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = new URL('../src/index.ts', import.meta.url).href;

// How often `Request` was looked up after importing the package and making a client, and after a first call. The call
// shows that the trap works: it is refused before it is sent to anybody.
const program = `
let uses = 0;
const { Request } = globalThis;
Object.defineProperty(globalThis, 'Request', { configurable: true, get: () => ((uses += 1), Request) });
const { createClient, request } = await import(${JSON.stringify(source)});
const client = createClient({ fetch: async () => { throw new Error('no network'); }, retry: { attempts: 1 } });
const afterImport = uses;
const any = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } };
const operation = { id: 'any', method: 'GET', path: '/me', repeat: 'safe', anonymous: true, scopes: [], input: any, output: any };
await request(client, operation, {}).catch(() => undefined);
console.log(JSON.stringify({ afterImport, afterCall: uses > afterImport }));
`;

it('makes no Request when it is imported, since that costs more than everything else', () => {
  // A process of its own: in that of the tests another file may have loaded everything already.
  const output = execFileSync(
    process.execPath,
    ['--conditions', '@threads-sdk/source', '--input-type=module', '--eval', program],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('..', import.meta.url)) },
  );
  expect(JSON.parse(output)).toEqual({ afterImport: 0, afterCall: true });
});
