import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { findChromium, howToGetChromium, launchChromium } from '../../browser/src/chromium.ts';
import { coverageFolder } from './find-uncalled.ts';
import type { Results } from './in-runtime/run-tests.ts';
import type { Stage } from './in-runtime/stage.ts';
import type { Installation } from './install-packed.ts';

/** Runs the tests in one runtime: those for every runtime, and where it has Node's modules the others as well. */
export type Run = (installation: Installation, stage: Stage) => Promise<readonly Results[]>;

/** A module of tests beside the installed packages. */
type Program = 'universal' | 'server';

const patience = 10 * 60_000;
const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const node =
  (version: string): Run =>
  (installation, stage) =>
    runPrograms(installation, stage, () => ['npx', '-y', '-p', `node@${version}`, 'node']);

/** How the tests are run in each runtime. */
export const runtimes: Readonly<Record<string, Run>> = {
  'node 22': node('22.0.0'),
  'node 24': node('24.21.0'),
  'node 26': node('26.10.0'),
  bun: (installation, stage) => runPrograms(installation, stage, () => [bin('bun')]),
  deno: (installation, stage) =>
    runPrograms(installation, stage, (program) => [bin('deno'), 'run', '--no-prompt', ...denoRights[program]]),
  workerd: async (installation, stage) => [await runInWorkerd(installation, stage)],
  chromium: async (installation, stage) => [await runInChromium(installation, stage)],
};

/** The packages need the network alone; the environment is for vitest, and files for the tests of the second program. */
const loopback = '--allow-net=127.0.0.1,localhost';
const denoRights: Readonly<Record<Program, readonly string[]>> = {
  universal: [loopback, '--allow-env'],
  server: [loopback, '--allow-env', '--allow-read'],
};

/** Runs both programs beside the installed packages: the runtime itself finds what `exports` says. */
async function runPrograms(
  { folder }: Installation,
  stage: Stage,
  command: (program: Program) => readonly string[],
): Promise<readonly Results[]> {
  const run = async (program: Program): Promise<Results> => {
    const [file = '', ...args] = command(program);
    const name = `${program}-${new URL(stage.baseUrl).port}.js`;
    writeFileSync(
      join(folder, name),
      `import { run } from './${program}.js';
console.log('\\nresult ' + JSON.stringify(await run(${JSON.stringify(stage)})));\n`,
    );
    const { stdout } = await promisify(execFile)(file, [...args, name], {
      cwd: folder,
      env: stage.runtime === 'node 24' && program === 'universal' ? { ...env, NODE_V8_COVERAGE: coverageFolder(folder) } : env,
      maxBuffer: 64 * 1024 * 1024,
      timeout: patience,
    });
    const [, result] = /^result (.*)$/m.exec(stdout) ?? [];
    if (result === undefined) throw new Error(`It printed no result:\n${stdout.slice(-4000)}`);
    return JSON.parse(result);
  };
  return [await run('universal'), await run('server')];
}

async function runInWorkerd({ whole }: Installation, stage: Stage): Promise<Results> {
  const script = `${whole}
export default { fetch: async () => Response.json(await run(${JSON.stringify(stage)})) };`;
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

async function runInChromium({ whole }: Installation, stage: Stage): Promise<Results> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(howToGetChromium);
  const browser = await launchChromium(executablePath);
  try {
    const page = await browser.newPage({ bypassCSP: true });
    // A page of the emulator itself: only the test about another origin depends on CORS.
    await page.goto(stage.baseUrl, { waitUntil: 'commit' });
    const broken = new Promise<never>((_, reject) => {
      page.once('pageerror', reject); // such as a module that cannot be loaded
    });
    await page.addScriptTag({
      type: 'module',
      content: `${whole}
globalThis.results = run(${JSON.stringify(stage)});`,
    });
    const results = page.waitForFunction('globalThis.results', undefined, { timeout: patience });
    const value: Results = JSON.parse(JSON.stringify(await (await Promise.race([results, broken])).jsonValue()));
    return value;
  } finally {
    await browser.close();
  }
}
