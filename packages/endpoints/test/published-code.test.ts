import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const endpoints = fileURLToPath(new URL('../', import.meta.url));
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const inside = ['auth', 'publish'].map((name) => join(repository, 'packages', name, 'src/generated'));

function filesUnder(folder: string, ending: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the generated code', () => {
  const modules = [join(endpoints, 'src/generated'), ...inside].flatMap((folder) =>
    filesUnder(folder, '.ts'),
  );

  it.each(modules.map((file) => relative(repository, file)))(
    'marks each call that a bundler could not drop otherwise, in %s',
    (file) => {
      const code = readFileSync(join(repository, file), 'utf8');
      const imported =
        /import \{([^}]+)\} from '@threads-sdk\/internal'/.exec(code)?.[1]?.match(/\w+/g) ?? [];
      const made = ['v\\.\\w+', 'pageOf', ...imported].join('|');
      const calls = code.matchAll(new RegExp(`(/\\* @__PURE__ \\*/ |=> )?\\b(?:${made})(?:<\\w+>)?\\(`, 'g'));
      // What stands after an arrow is called later.
      const unmarked = [...calls].filter(([, mark]) => mark === undefined);
      expect(unmarked.map(([text]) => text)).toEqual([]);
    },
  );

  it('keeps the modules of the operations apart', () => {
    const imports = modules.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(([, path]) => path),
    );
    expect(imports.length).toBeGreaterThan(80);
    expect(
      imports.filter(
        (path) => !/^(\.\/[\w-]+\.ts|\.\.\/schemas\/[\w-]+\.ts|\.\.\/\.\.\/[\w-]+\.ts)$/.test(path ?? ''),
      ),
    ).toEqual([]);
  });
});

describe('the published types', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'threads-sdk-types-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('know nothing of valibot, whose types are slow to check', () => {
    const compiler = join(endpoints, '../../node_modules/.bin/tsc');
    const flags = [
      '--emitDeclarationOnly',
      '--customConditions',
      '@threads-sdk/source',
      '--rootDir',
      join(endpoints, '../..'),
      '--outDir',
      folder,
    ];
    const { status, stdout } = spawnSync(compiler, ['-p', join(endpoints, 'tsconfig.json'), ...flags], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    const declarations = filesUnder(join(folder, 'packages/endpoints/src'), '.d.ts');
    expect(declarations.length).toBeGreaterThan(50);
    expect(declarations.filter((file) => readFileSync(file, 'utf8').includes('valibot'))).toEqual([]);
  });
});
