import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { serve } from '../../src/serve.ts';
import { codeIn, openPage } from './open-page.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)('a call that is copied as curl', () => {
  it.each([
    ['GET', '/v1.0/me?fields=username', undefined, 200],
    ['HEAD', '/v1.0/me?fields=username', undefined, 200],
    ['HEAD', '/v1.0/me', undefined, 200],
    ['POST', '/v1.0/me/threads', { media_type: 'TEXT', text: "It's $HOME" }, 200],
    ['DELETE', '/v1.0/17900000000000000', undefined, 400],
  ] as const)('makes it once more in a shell: %s %s', async (method, path, form, status) => {
    const emulator = createEmulator({ users: [{ username: 'alice' }, { username: 'bob' }] });
    const { accessToken } = emulator.issueToken({ username: 'bob' });
    const served = await serve(emulator);
    try {
      await fetch(served.url + path, {
        method,
        headers: { authorization: `Bearer ${accessToken}` },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      });
      const page = await openPage(emulator, `${served.url}/__emulator/requests`);
      expect(page.html).toContain('Here <code>$THREADS_ACCESS_TOKEN</code> has to be a token of @bob');
      const env = { ...process.env, THREADS_ACCESS_TOKEN: accessToken };
      await run('sh', ['-c', codeIn(page.html, 'curl-1')], { env, timeout: 5000 });
      const [first, second] = emulator.requests;
      expect(second).toMatchObject({ method, path: first?.path, user: 'bob', status });
      expect(second?.parameters).toEqual(first?.parameters);
    } finally {
      await served.close();
    }
  });
});
