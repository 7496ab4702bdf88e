/**
 * Packs every published package into `.artifacts/packages`, as it is published.
 *
 *     node tools/packages/pack.ts
 */
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../workspace.ts';
import { packAll } from './tarballs.ts';

const folder = join(root, '.artifacts/packages');
rmSync(folder, { recursive: true, force: true }); // those of before would be published, too
mkdirSync(folder, { recursive: true });
for (const { path } of packAll(folder)) console.log(basename(path));
