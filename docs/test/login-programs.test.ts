import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumForTests, saveScreenshot, useBrowser } from '@threads-sdk/browser';
import { createSealingKey } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';

const chromium = await chromiumForTests();
const docs = fileURLToPath(new URL('..', import.meta.url));

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});

/** Runs a program of the example until it says where it can be opened; it runs on until the test ends. */
function start(program: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [`examples/login/${program}`], {
    cwd: docs,
    env: { ...process.env, ...env },
  });
  running.push(child);
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /^Open (\S+)$/m.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`${program} ended: ${output}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return address.port;
}

describe('the programs of the login example', () => {
  it('serve the site beside a local Threads API', async () => {
    const url = await start('demo.ts', { PORT: String(await freePort()) });
    expect(await (await fetch(url)).text()).toContain('Log in with Threads');
    const { headers } = await fetch(`${url}/login`, { redirect: 'manual' });
    expect(await (await fetch(headers.get('location') ?? '')).text()).toContain('Postcards asks for access');
  });

  it('say what is missing', async () => {
    const redirectUri = 'https://localhost:1/callback';
    const app = { THREADS_APP_ID: '1', THREADS_API_SECRET: 'secret', THREADS_REDIRECT_URI: redirectUri };
    await expect(start('serve.ts', app)).rejects.toThrow('SESSION_KEYS is missing');
    const keys = { SESSION_KEYS: createSealingKey() };
    await expect(start('serve.ts', { ...app, ...keys })).rejects.toThrow('https needs TLS_CERT and TLS_KEY');
    await expect(start('serve.ts', { ...keys, THREADS_APP_ID: '' })).rejects.toThrow('THREADS_API_SECRET');
  });
});

describe.skipIf(chromium === undefined)('the login example over https', () => {
  const openTab = useBrowser(chromium);

  it('logs a person in with a certificate of one’s own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-login-'));
    const [TLS_CERT, TLS_KEY] = [join(folder, 'localhost.pem'), join(folder, 'localhost-key.pem')];
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
    writeFileSync(TLS_CERT, cert);
    writeFileSync(TLS_KEY, key);
    const redirectUri = `https://localhost:${await freePort()}/callback`;
    const emulator = createEmulator({ app: { redirectUris: [redirectUri] }, users: [{ username: 'mika' }] });
    const threads = await serve(emulator);
    try {
      const url = await start('serve.ts', {
        THREADS_APP_ID: emulator.app.clientId,
        THREADS_API_SECRET: emulator.app.clientSecret,
        THREADS_REDIRECT_URI: redirectUri,
        THREADS_EMULATOR: threads.url,
        SESSION_KEYS: createSealingKey(),
        TLS_CERT,
        TLS_KEY,
      });
      expect(`${url}/callback`).toBe(redirectUri);
      const page = await openTab({ ignoreHTTPSErrors: true });
      await page.goto(url);
      await page.getByRole('link', { name: 'Log in with Threads' }).click();
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByRole('heading', { name: '@mika' }).waitFor();
      expect(page.url()).toBe(`${url}/#`);
      expect(await page.context().cookies()).toMatchObject([
        { name: '__Host-session', path: '/', httpOnly: true, sameSite: 'Lax', secure: true },
      ]);
      await saveScreenshot(page, join(docs, '.artifacts/login-https.png'));
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('link', { name: 'Log in with Threads' }).waitFor();
      expect(await page.context().cookies()).toEqual([]);
    } finally {
      await threads.close();
      rmSync(folder, { recursive: true });
    }
  });
});
