/**
 * Writes the address of the repository, `repository` of the root's package.json, into the package.json of each published package:
 * its homepage, where bugs are told, and its folder.
 *
 *     node tools/packages/write-origins.ts [address]
 *
 * With an address it writes that into the root's package.json first.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAddress, originOf, repositoryAddress } from '../repository-address.ts';
import { readPackages, root } from '../workspace.ts';

function change(path: string, fields: object): void {
  const manifest: object = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify({ ...manifest, ...fields }, undefined, 2)}\n`);
}

const [address] = process.argv.slice(2);
if (address !== undefined) change(join(root, 'package.json'), { repository: checkAddress(address) });
for (const { folder, path } of readPackages())
  change(join(path, 'package.json'), originOf(folder, repositoryAddress()));
