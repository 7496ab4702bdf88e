import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findDeclarationFaults, findNeedFaults } from './declarations.ts';
import { writeRepository } from '../test/repository.ts';
import { readManifest, root, type Manifest } from '../workspace.ts';

const exports = { '.': { types: './index.d.ts', default: './index.js' } };

/** An app's folder with packages, each of one declaration. */
function install(packages: Readonly<Record<string, string>>): { folder: string; manifests: Manifest[] } {
  const manifests = Object.keys(packages).map((name) => ({
    name,
    version: '1.0.0',
    type: 'module',
    exports,
  }));
  const files = manifests.flatMap((manifest) => [
    [`node_modules/${manifest.name}/package.json`, JSON.stringify(manifest)],
    [`node_modules/${manifest.name}/index.d.ts`, packages[manifest.name] ?? ''],
  ]);
  return { folder: writeRepository(Object.fromEntries(files)), manifests };
}

it('the README of core-http names the oldest compiler that is tried', () => {
  const path = fileURLToPath(import.meta.resolve('typescript-5/package.json'));
  const [major, minor] = readManifest(path).version.split('.');
  const readme = readFileSync(join(root, 'packages/core-http/README.md'), 'utf8');
  expect(readme).toContain(`compile with TypeScript ${major}.${minor} and newer`);
});

describe('the declarations of packages', () => {
  it('are refused by every compiler and in every mode, since the types of Node are in none', async () => {
    const { folder, manifests } = install({
      '@threads-sdk/errors': 'export declare const bytes: Buffer;\n',
    });
    const faults = await findDeclarationFaults(folder, manifests, []);
    const refused = faults.filter((fault) => fault.includes("Cannot find name 'Buffer'"));
    expect(refused.map((fault) => fault.split(' does not')[0])).toEqual([
      'typescript with module nodenext, moduleResolution nodenext (mts, cts)',
      'typescript with module node20, moduleResolution node20 (mts, cts)',
      'typescript with module node18, moduleResolution node18 (mts)',
      'typescript with module node16, moduleResolution node16 (mts)',
      'typescript with module preserve, moduleResolution bundler (mts, cts)',
      'typescript with module esnext, moduleResolution bundler (mts)',
      'typescript with module commonjs, moduleResolution bundler (cts)',
      'typescript-6 with module nodenext, moduleResolution nodenext (mts, cts)',
      'typescript-5 with module nodenext, moduleResolution nodenext (mts)',
      'typescript-5 with module esnext, moduleResolution bundler (mts)',
    ]);
  });

  it('need the DOM library, in part through others, exactly where the table says so', async () => {
    const { folder, manifests } = install({
      plain: 'export declare const one: Promise<number>;\n',
      fetching: 'export declare const two: Request;\n',
      through: `export { two } from 'fetching';\n`,
    });
    const table = { plain: 'none', fetching: 'dom', through: 'dom' } as const;
    expect(await findNeedFaults(folder, manifests, table)).toEqual([]);
    expect(await findNeedFaults(folder, manifests, { plain: 'dom', fetching: 'none' })).toEqual([
      "plain needs 'none'; tools/packages/declarations.ts says 'dom'.",
      "fetching needs 'dom', because of node_modules/fetching/index.d.ts; tools/packages/declarations.ts says 'none'.",
      "through needs 'dom', because of node_modules/fetching/index.d.ts; tools/packages/declarations.ts says 'undefined'.",
    ]);
  });
});
