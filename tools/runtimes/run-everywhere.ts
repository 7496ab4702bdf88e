/**
 * Runs `cases.ts` on every supported runtime against one local server and compares what they saw.
 *
 *     ./run test:runtimes
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { findChromium, howToGetChromium, launchChromium } from '../../browser/src/chromium.ts';

const expected = {
  'user id of the code exchange': '17841405793187219',
  'user id of a node': '17841405793187219',
  'ids of a list': ['18446744073709551615', '-9007199254740993', '42'],
  'user id of stored credentials': '17841405793187219',
  'stored credentials are valid': true,
  'expired credentials are refused': 'CREDENTIALS_EXPIRED',
  'size of a file': [640, 480, 1305, 0],
  'fault of a private address': ['ADDRESS_PRIVATE'],
  'webhook is verified': '200 1158201444',
  'webhook with another token': '403 VERIFY_TOKEN_MISMATCH',
  'delivery as it came': '200 ',
  'delivery written again': '401 SIGNATURE_INVALID',
  'delivery that comes twice': '200 ',
  'delivery of 100 MB': '413 REQUEST_TOO_LARGE',
  'events that were handled': ['reply 9007199254740993 é / 日 🚋 "id":1'],
  'data deletion': '200 {"url":"https://app.example/deletions/17841405793187219","confirmation_code":"1"}',
  'data deletion that somebody signed': '401 SIGNATURE_INVALID',
  'deauthorization from long ago': '401 SIGNATURE_EXPIRED',
  'errors of webhooks': [
    'VERIFY_TOKEN_MISMATCH',
    'SIGNATURE_INVALID',
    'REQUEST_TOO_LARGE',
    'SIGNATURE_INVALID',
    'SIGNATURE_EXPIRED',
  ],
};

/** The answers, as JSON text, because `JSON.stringify` could not write these numbers. */
const answers: Record<string, string> = {
  '/oauth/access_token': '{"access_token":"short","user_id":17841405793187219}',
  '/access_token': '{"access_token":"long","token_type":"bearer","expires_in":5184000}',
  '/v1.0/me': '{"id":17841405793187219,"username":"mika"}',
  '/v1.0/me/threads':
    '{"data":[{"id":18446744073709551615},{"id":-9007199254740993},{"id":42}],"paging":{"cursors":{"before":"b","after":"a"}}}',
};

/** Sent as the part that is asked for, which holds all of it. */
const picture = readFileSync(new URL('../../packages/media/test/fixtures/plain.png', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-runtimes-'));
const bundle = await bundleCases();
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/gate.png') {
    const range = `bytes 0-${picture.length - 1}/${picture.length}`;
    response.writeHead(206, { 'content-type': 'image/png', 'content-range': range }).end(picture);
    return;
  }
  const body = pathname === '/' ? '<!doctype html><title>cases</title>' : answers[pathname];
  response.writeHead(body === undefined ? 404 : 200, {
    'content-type': pathname === '/' ? 'text/html' : 'application/json',
  });
  response.end(body ?? '{}');
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
const baseUrl = `http://127.0.0.1:${port}`;

const run = promisify(execFile);
const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const program = join(folder, 'program.mjs');
writeFileSync(
  program,
  `${bundle}\nconsole.log('result ' + JSON.stringify(await runCases(${JSON.stringify(baseUrl)})));\n`,
);

const runtimes: Record<string, () => Promise<unknown>> = {
  'node 22': () => runProgram('npx', ['-y', '-p', 'node@22.0.0', 'node', program]),
  'node 24': () => runProgram('npx', ['-y', '-p', 'node@24.21.0', 'node', program]),
  'node 26': () => runProgram('npx', ['-y', '-p', 'node@26.10.0', 'node', program]),
  bun: () => runProgram(bin('bun'), [program]),
  deno: () => runProgram(bin('deno'), ['run', '--no-prompt', `--allow-net=127.0.0.1:${port}`, program]),
  workerd: runInWorkerd,
  chromium: runInChromium,
};

let passed = 0;
let failed = 0;
for (const [name, start] of Object.entries(runtimes)) {
  try {
    assert.deepEqual(await start(), expected);
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL  ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
server.close();
console.log(`runtimes: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function bundleCases(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('cases.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    // The packages are universal, so one bundle without any runtime's own modules serves all.
    platform: 'neutral',
    mainFields: ['module', 'main'],
  });
  const [output] = outputFiles;
  assert.ok(output, 'esbuild wrote no bundle');
  return output.text;
}

async function runProgram(command: string, args: readonly string[]): Promise<unknown> {
  const { stdout } = await run(command, [...args], { timeout: 120_000, cwd: folder });
  return JSON.parse(/^result (.*)$/m.exec(stdout)?.[1] ?? 'null');
}

async function runInWorkerd(): Promise<unknown> {
  const script = `${bundle}\nexport default { async fetch() { return Response.json(await runCases(${JSON.stringify(baseUrl)})); } };`;
  const worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01' });
  try {
    const response = await worker.dispatchFetch('http://localhost/');
    assert.equal(response.status, 200, await response.clone().text());
    return await response.json();
  } finally {
    await worker.dispose();
  }
}

async function runInChromium(): Promise<unknown> {
  const executablePath = await findChromium();
  assert.ok(executablePath, howToGetChromium);
  const browser = await launchChromium(executablePath);
  try {
    const page = await browser.newPage();
    await page.goto(baseUrl); // the page and the API share an origin, so that no CORS is involved
    await page.addScriptTag({
      type: 'module',
      content: `${bundle}\nrunCases(${JSON.stringify(baseUrl)}).then((result) => { globalThis.result = result; }, (error) => { globalThis.result = String(error); });`,
    });
    const result = await page.waitForFunction('globalThis.result', undefined, { timeout: 30_000 });
    return await result.jsonValue();
  } finally {
    await browser.close();
  }
}
