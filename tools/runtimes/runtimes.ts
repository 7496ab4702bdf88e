import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { findChromium, howToGetChromium, launchChromium } from '../../browser/src/chromium.ts';
import { coverageFolder, recordedOn } from './find-uncalled.ts';
import type { Results } from './in-runtime/run-tests.ts';
import type { Stage } from './in-runtime/stage.ts';
import type { Installation } from './install-packed.ts';

/** Runs the tests in one runtime. */
export type Run = (installation: Installation, stage: Stage) => Promise<readonly Results[]>;

const patience = 10 * 60_000;
const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));

const nodes: Readonly<Record<string, string>> = {
  'node 22': '22.0.0',
  'node 24': '24.21.0',
  'node 26': '26.10.0',
};

/** How the tests are run in each runtime, the longest first. */
export const runtimes: Readonly<Record<string, Run>> = {
  // The searches run here since `./run test` runs them in the other engine.
  bun: async ({ folder }, stage) => [
    await runProgram(folder, 'universal', stage, [bin('bun')]),
    await runProgram(folder, 'searches', stage, [bin('bun')]),
  ],
  'node 22': runInNode('node 22'),
  'node 24': runInNode('node 24'),
  'node 26': runInNode('node 26'),
  deno: async ({ folder }, stage) => {
    // The packages need the network alone, and vitest looks at variables.
    const rights = ['--no-prompt', '--allow-net', '--allow-env'];
    return [await runProgram(folder, 'universal', stage, [bin('deno'), 'run', ...rights])];
  },
  workerd: async ({ whole }, stage) => [await runInWorkerd(whole, stage)],
  chromium: async ({ whole }, stage) => [await runInChromium(whole, stage)],
};

/** How a program is started in a version of Node. */
export function nodeCommand(name: string): readonly string[] {
  return ['npx', '-y', '-p', `node@${nodes[name]}`, 'node'];
}

function runInNode(name: string): Run {
  const command = nodeCommand(name);
  return async ({ folder }, stage) => {
    // Of code that was compiled before, V8 counts the calls less exactly.
    const recording = { NODE_V8_COVERAGE: coverageFolder(folder), NODE_DISABLE_COMPILE_CACHE: '1' };
    const coverage = stage.runtime === recordedOn ? recording : {};
    return [
      await runProgram(folder, 'universal', stage, command, coverage),
      await runProgram(folder, 'node', stage, command),
    ];
  };
}

/** Runs a module of tests beside the installed packages: the runtime itself finds what `exports` says. */
async function runProgram(
  folder: string,
  program: 'universal' | 'searches' | 'node',
  stage: Stage,
  [command = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Results> {
  const name = `${program}-${new URL(stage.baseUrl).port}.js`;
  writeFileSync(
    join(folder, name),
    // It ends by itself: time-outs of calls that a test has abandoned, as a dead process does, would keep it for a minute.
    `import { exit } from 'node:process';
import { run } from './${program}.js';
console.log('\\nresult ' + JSON.stringify(await run(${JSON.stringify(stage)})));
exit();\n`,
  );
  const { stdout } = await promisify(execFile)(command, [...args, name], {
    cwd: folder,
    env: { ...env, ...variables },
    maxBuffer: 64 * 1024 * 1024,
    timeout: patience,
  });
  const [, result] = /^result (.*)$/m.exec(stdout) ?? [];
  if (result === undefined) throw new Error(`It printed no result:\n${stdout.slice(-4000)}`);
  return JSON.parse(result);
}

async function runInWorkerd(whole: string, stage: Stage): Promise<Results> {
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

async function runInChromium(whole: string, stage: Stage): Promise<Results> {
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
    const value: Results = JSON.parse(
      JSON.stringify(await (await Promise.race([results, broken])).jsonValue()),
    );
    return value;
  } finally {
    await browser.close();
  }
}
