import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel } from '../in-parallel.ts';
import { findPackedFaults } from '../packages/package-rules.ts';
import { listFiles, readManifest, umbrella } from '../workspace.ts';
import { run } from '../programs.ts';
import type { Registry } from './registry.ts';
import type { Versions } from './repository.ts';
import { makeFolder } from '../temporary-folder.ts';

/** Installs each package alone in an empty folder, as somebody who needs no other, runs its programs and imports all it exports. */
export async function tryEachAlone(registry: Registry, versions: Versions): Promise<void> {
  await inParallel(Object.entries(versions), async ([name, version]) => {
    const cwd = makeFolder(`alone/${name}`);
    await run('npm', ['install', name], { cwd, env: registry.env });
    const installed = join(cwd, 'node_modules', name);
    const manifest = readManifest(join(installed, 'package.json'));
    assert.equal(manifest.version, version, `npm install ${name} brought another version.`);
    assert.deepEqual(findPackedFaults(manifest, listFiles(installed)), [], `${name} as it was installed`);

    const specifiers = Object.entries(manifest.exports ?? {})
      .filter(([, target]) => JSON.stringify(target).includes('.js"'))
      .map(([path]) => `${name}${path.slice(1)}`);
    // What `npx threads-sdk` brings along, the newcomer at the terminal has tried.
    for (const program of name === umbrella ? [] : Object.keys(Object(manifest['bin'])))
      assert.equal(
        (
          await run(join(cwd, 'node_modules/.bin', program), ['--version'], { cwd, env: registry.env })
        ).trim(),
        version,
      );
    if (!manifest.exports?.['.']) return; // a program has nothing to import
    const data = specifiers.length === 0 ? ` with { type: 'json' }` : ''; // the description has no code
    const imports = (data ? [name] : specifiers).map(
      (specifier, index) => `import * as part${index} from ${JSON.stringify(specifier)}${data};
if (Object.keys(part${index}).length === 0) throw new Error('${specifier} exports nothing');`,
    );
    writeFileSync(join(cwd, 'program.mjs'), imports.join('\n'));
    await run(process.execPath, ['program.mjs'], { cwd, env: registry.env });
  });
}

/** What a project has installed: versions by where they are, `node_modules/ky`. */
export function readInstalled(project: string): Versions {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const entries = Object.entries<{ version?: string }>(packages).filter(([path]) => path !== '');
  return Object.fromEntries(entries.map(([path, { version = '' }]) => [path, version]));
}

/** Updates a project. Exactly these packages have to be moved, to these versions. */
export async function updateProject(project: string, registry: Registry, moved: Versions): Promise<void> {
  const before = readInstalled(project);
  await run('npm', ['update'], { cwd: project, env: registry.env });
  const expected = Object.entries(moved).map(([name, version]) => [`node_modules/${name}`, version]);
  assert.deepEqual(readInstalled(project), { ...before, ...Object.fromEntries(expected) });
}
