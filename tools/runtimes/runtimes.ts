import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { findChromium, howToGetChromium, launchChromium } from '../../browser/src/chromium.ts';
import type { CaseResult, StageSettings } from './in-runtime/case.ts';
import type { Installation } from './install-packed.ts';

type Run = (installation: Installation, settings: StageSettings) => Promise<readonly CaseResult[]>;

const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const node =
  (version: string): Run =>
  (installation, settings) =>
    runProgram(installation, settings, ['npx', '-y', '-p', `node@${version}`, 'node']);

/** How the cases are run in each runtime. */
export const runtimes: Readonly<Record<string, Run>> = {
  'node 22': node('22.0.0'),
  'node 24': node('24.21.0'),
  'node 26': node('26.10.0'),
  bun: (installation, settings) => runProgram(installation, settings, [bin('bun')]),
  deno: (installation, settings) =>
    runProgram(installation, settings, [bin('deno'), 'run', '--no-prompt', ...denoRights(settings)]),
  workerd: runInWorkerd,
  chromium: runInChromium,
};

/** Nothing but the addresses of the stage. */
function denoRights({ baseUrl, otherOriginUrl, deskUrl, closedUrl }: StageSettings): readonly string[] {
  const hosts = [baseUrl, otherOriginUrl, deskUrl, closedUrl].map((url) => new URL(url).host);
  return [`--allow-net=${hosts.join()}`];
}

/** Runs the cases beside the installed packages: the runtime itself finds what `exports` says. */
async function runProgram(
  { folder }: Installation,
  settings: StageSettings,
  [command = '', ...args]: readonly string[],
): Promise<readonly CaseResult[]> {
  const name = `program-${new URL(settings.baseUrl).port}.js`;
  writeFileSync(
    join(folder, name),
    `import { runCases } from './cases.js';
console.log('result ' + JSON.stringify(await runCases(${JSON.stringify(settings)})));\n`,
  );
  const { stdout } = await promisify(execFile)(command, [...args, name], {
    timeout: 120_000,
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  const [, result] = /^result (.*)$/m.exec(stdout) ?? [];
  if (result === undefined) throw new Error(`It printed no result:\n${stdout}`);
  return JSON.parse(result);
}

async function runInWorkerd(
  { bundle }: Installation,
  settings: StageSettings,
): Promise<readonly CaseResult[]> {
  const script = `${bundle}
export default { fetch: async () => Response.json(await runCases(${JSON.stringify(settings)})) };`;
  const worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01' });
  try {
    const response = await worker.dispatchFetch('http://localhost/');
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    return JSON.parse(text);
  } finally {
    await worker.dispose();
  }
}

async function runInChromium(
  { bundle }: Installation,
  settings: StageSettings,
): Promise<readonly CaseResult[]> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(howToGetChromium);
  const browser = await launchChromium(executablePath);
  try {
    const page = await browser.newPage({ bypassCSP: true });
    // A page of the emulator itself: only the case about another origin depends on CORS.
    await page.goto(settings.baseUrl, { waitUntil: 'commit' });
    await page.addScriptTag({
      type: 'module',
      content: `${bundle}
runCases(${JSON.stringify(settings)}).then((results) => { globalThis.results = results; });`,
    });
    const results = await page.waitForFunction('globalThis.results', undefined, { timeout: 120_000 });
    const value: readonly CaseResult[] = JSON.parse(JSON.stringify(await results.jsonValue()));
    return value;
  } finally {
    await browser.close();
  }
}
