/**
 * Puts faults into the sources of packages, one at a time, and says which of them no test and no other check notices.
 * It works in a copy of the repository.
 *
 *     ./run mutate packages/publish --seed 7 --count 30
 *     ./run mutate packages/publish/src/steps packages/auth   # folders or files
 *     ./run mutate packages/publish --own                     # its own tests alone: says less, sooner
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { styleText, parseArgs } from 'node:util';
import { copyRepository } from '../copy-repository.ts';
import { run } from '../programs.ts';
import { listFiles, root } from '../workspace.ts';
import { applyMutation, findMutations, type Mutation, pick } from './mutations.ts';

/** Something that can notice a fault. */
interface Gate {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** A fault and the file that it is put into. */
interface Fault extends Mutation {
  readonly file: string;
}

/** A fault that was tried, and the gate that noticed it. */
interface TriedFault extends Fault {
  readonly noticedBy: string | undefined;
}

/** In milliseconds, for a gate as a whole. A test that does not end is ended long before. */
const timeout = 3_600_000;

/** Puts the faults into the sources of one package and returns them with who noticed each. */
export async function tryFaults(
  repository: string,
  faults: readonly Fault[],
  gates: readonly Gate[],
  onTried: (fault: TriedFault, how: string) => void,
): Promise<TriedFault[]> {
  // One that is red without a fault would notice them all.
  for (const gate of gates) {
    const how = await ask(gate);
    if (how !== undefined) throw new Error(`${gate.name} fails without a fault: ${how}`);
  }
  const tried: TriedFault[] = [];
  for (const fault of faults) {
    const path = join(repository, fault.file);
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, applyMutation(source, fault));
    let noticed: { readonly by: string; readonly how: string } | undefined;
    for (const gate of gates) {
      const how = await ask(gate);
      if (how === undefined) continue;
      noticed = { by: gate.name, how };
      break;
    }
    writeFileSync(path, source);
    const result = { ...fault, noticedBy: noticed?.by };
    tried.push(result);
    onTried(result, noticed ? `${noticed.by}: ${noticed.how}` : 'ALIVE');
  }
  return tried;
}

/** What a gate says where it fails. */
async function ask({ command, args, cwd }: Gate): Promise<string | undefined> {
  return run(command, args, { cwd, timeout, env: { ...process.env, FORCE_COLOR: '0' } }).then(
    () => undefined,
    ({ message }: Error) => {
      const lines = message.trimEnd().split('\n');
      return lines.find((line) => /error TS\d|\[Error/.test(line)) ?? lines.at(-1);
    },
  );
}

/** Asks vitest, the copy's own: a runner of another copy is none for its tests. */
function vitest(repository: string, name: string, ...args: readonly string[]): Gate {
  const config = '--config=tools/mutate/vitest.config.ts';
  return {
    name,
    command: process.execPath,
    args: ['node_modules/vitest/vitest.mjs', ...args, '--run', config],
    cwd: repository,
  };
}

/** The tests of a package. */
export function ownTests(repository: string, folder: string): Gate {
  return vitest(repository, 'own tests', 'run', `${folder}/`);
}

/** Everything else that can notice a fault in a package. */
function otherGates(repository: string, folder: string, sources: readonly string[]): Gate[] {
  return [
    { name: 'types', command: 'pnpm', args: ['run', 'typecheck'], cwd: join(repository, folder) },
    {
      name: 'lint',
      command: 'pnpm',
      args: ['exec', 'oxlint', '--type-aware', '--deny-warnings', '--format=unix'],
      cwd: repository,
    },
    vitest(repository, 'tests of others', 'related', ...sources, `--exclude=${folder}/**`),
  ];
}

/** The faults of a list of files, in their order. */
export function findFaults(repository: string, files: readonly string[]): Fault[] {
  return files.flatMap((file) =>
    findMutations(file, readFileSync(join(repository, file), 'utf8')).map((mutation) => ({
      ...mutation,
      file,
    })),
  );
}

/** The sources at a path, without what is generated and without tests. */
function sourcesAt(path: string): string[] {
  const files = statSync(join(root, path)).isFile()
    ? [path]
    : listFiles(join(root, path)).map((name) => `${path}/${name}`);
  return files.filter(
    (file) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(file) && !/\/generated\/|\.test(-d)?\.ts$/.test(file),
  );
}

/** The lines that a fault changes, as they are and as they become. */
function formatDiff(source: string, { start, end, text }: Mutation): string {
  const first = source.lastIndexOf('\n', start - 1) + 1;
  const after = source.indexOf('\n', end);
  const last = after < 0 ? source.length : after;
  const lines = (mark: string, code: string): string[] =>
    code.split('\n').map((line) => `    ${mark} ${line}`);
  return [
    ...lines('-', source.slice(first, last)),
    ...lines('+', source.slice(first, start) + text + source.slice(end, last)),
  ].join('\n');
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, count: { type: 'string' }, own: { type: 'boolean' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1000));
  const count = Number(values.count ?? 30);
  if (![seed, count].every(Number.isSafeInteger)) throw new Error('--seed and --count are whole numbers.');
  const files = positionals.flatMap((path) => sourcesAt(relative(root, path).replaceAll('\\', '/')));
  const packages = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.split('/').slice(0, 2).join('/');
    packages.set(folder, [...(packages.get(folder) ?? []), file]);
  }
  if (packages.size === 0)
    throw new Error('Name packages, or sources of them: ./run mutate packages/publish');
  const repository = await copyRepository();
  await run('pnpm', ['run', 'build'], { cwd: repository, timeout }); // which some tests look at
  const results: string[] = [];
  for (const [folder, sources] of packages) {
    const all = findFaults(repository, sources);
    const faults = pick(all, count, seed);
    console.log(`${folder}: ${faults.length} of ${all.length} faults, seed ${seed}`);
    const own = ownTests(repository, folder);
    const gates = values.own ? [own] : [own, ...otherGates(repository, folder, sources)];
    let number = 0;
    const tried = await tryFaults(repository, faults, gates, (fault, how) => {
      number += 1;
      const place = `${fault.file}:${fault.line} ${fault.what}`;
      console.log(`${number}. ${fault.noticedBy ? place : styleText('red', place)}\n    ${how}`);
      if (!fault.noticedBy)
        console.log(formatDiff(readFileSync(join(repository, fault.file), 'utf8'), fault));
    });
    const share = (some: readonly Fault[]): string => `${Math.round((100 * some.length) / tried.length)} %`;
    const noticed = tried.filter(({ noticedBy }) => noticedBy !== undefined);
    const byOwn = noticed.filter(({ noticedBy }) => noticedBy === own.name);
    results.push(
      `${folder}: ${share(byOwn)} noticed by its own tests, ${values.own ? '' : `${share(noticed)} by any gate, `}${tried.length - noticed.length} of ${tried.length} alive`,
    );
  }
  console.log(`\nseed ${seed}\n${results.join('\n')}`);
}

if (import.meta.main)
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
