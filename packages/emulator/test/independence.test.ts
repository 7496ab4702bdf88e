import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// An emulator that shared code with the SDK would share its mistakes, and could not judge it. `turbo boundaries` looks
// at names of packages; this looks at paths too.

const root = fileURLToPath(new URL('..', import.meta.url));
const scope = '@threads-sdk/';
const up = '../../../';

/**
 * The imports, of whatever kind, that lead out of this package to other code of the repository than the API's
 * description and the browser for tests, which know nothing of the SDK.
 */
function findImportsOfSdk(file: string, source: string): readonly string[] {
  const specifiers = [
    ...source.matchAll(/(?:\bfrom|\bimport|\brequire|\bmock)[\s(]*(['"`])([^'"`\n]+)\1/g),
  ].map(([, , specifier = '']) => specifier);
  return specifiers.filter((specifier) => {
    if (specifier.startsWith('.'))
      return relative(root, resolve(root, file, '..', specifier)).startsWith('..');
    return specifier.startsWith(scope) && !/^@threads-sdk\/(openapi|emulator|browser)(\/|$)/.test(specifier);
  });
}

describe('the emulator and its tests', () => {
  it('import nothing of the SDK', () => {
    const files = ['src', 'test'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
        .map((name) => join(folder, name)),
    );
    expect(files.length).toBeGreaterThan(80);
    const found = files.flatMap((file) =>
      findImportsOfSdk(file, readFileSync(join(root, file), 'utf8')).map(
        (specifier) => `${file} imports ${specifier}`,
      ),
    );
    expect(found).toEqual([]);
  });

  it('depend on nothing of the SDK', () => {
    const manifest: Readonly<Record<string, unknown>> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const names = Object.entries(manifest)
      .filter(([field]) => field.toLowerCase().endsWith('dependencies'))
      .flatMap(([, dependencies]) => Object.keys(Object(dependencies)));
    expect(names.filter((name) => name.startsWith(scope))).toEqual([`${scope}openapi`, `${scope}browser`]);
  });

  it.each([
    ['src/a.ts', `import { request } from '${scope}core-http';`],
    ['src/a.ts', `import type { Client } from "${scope}core-http";`],
    ['src/a.ts', `export * from '${scope}errors';`],
    ['test/a.test.ts', `import '${scope}publish';`],
    ['test/a.test.ts', `const { publish } = await import('${scope}publish');`],
    ['test/a.test.ts', `vi.mock(\`${scope}auth\`);`],
    ['test/a.test.ts', `type Post = import('${scope}publish').Post;`],
    ['test/deep/a.ts', `import { publish } from '${up}publish/src/index.ts';`],
  ])('would be seen doing so: in %s %s', (file, source) => {
    expect(findImportsOfSdk(file, source)).toHaveLength(1);
    expect(
      findImportsOfSdk(
        file,
        source.replace(/@threads-sdk\/[\w-]+/, `${scope}openapi`).replace(`${up}publish`, '../..'),
      ),
    ).toEqual([]);
  });
});
