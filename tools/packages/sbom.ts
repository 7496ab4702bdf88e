/**
 * Writes a bill of materials (CycloneDX) of each published package, in its present version, into `.artifacts/sbom`: all
 * that it needs at run time, as the lockfile has it.
 *
 *     node tools/packages/sbom.ts
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Lockfile, type Tarball } from './tarballs.ts';
import { root } from '../workspace.ts';

/** The part of a bill that the checks look at. */
interface Bill {
  readonly bomFormat?: string;
  readonly metadata?: { readonly component?: BillComponent };
  readonly components?: readonly BillComponent[];
}

interface BillComponent {
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
  readonly purl?: string;
}

/** Writes the bills as `<package>-<version>.cdx.json`, of dependencies at run time only. */
export function writeBills(folder: string): void {
  run(
    'pnpm',
    [
      'sbom',
      '--sbom-format=cyclonedx',
      '--prod',
      '--split',
      '--filter=./packages/*',
      `--out=${join(folder, '%s-%v.cdx.json')}`,
    ],
    root,
  );
}

/** Says where the bills differ from what npm installs with each package. */
export function findBillFaults(folder: string, tarballs: readonly Tarball[], lockfile: Lockfile): string[] {
  return tarballs.flatMap(({ manifest: { name, version } }) => {
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.cdx.json`;
    return compareBill(JSON.parse(readFileSync(join(folder, file), 'utf8')), `${name}@${version}`, lockfile);
  });
}

/** Says where a bill is not of the package, or differs from what is installed with it. */
export function compareBill(bill: Bill, subject: string, lockfile: Lockfile): string[] {
  const own = bill.metadata?.component;
  if (bill.bomFormat !== 'CycloneDX' || own === undefined || `${fullName(own)}@${own.version}` !== subject)
    return [`${subject} has no bill of materials.`];
  const listed = new Set((bill.components ?? []).map(fullName));
  const installed = installedWith(fullName(own), lockfile);
  const missing = [...installed].filter((name) => !listed.has(name)).join(', ');
  const extra = [...listed].filter((name) => !installed.has(name)).join(', ');
  return [
    ...(missing ? [`The bill of materials of ${subject} lacks ${missing}.`] : []),
    ...(extra ? [`The bill of materials of ${subject} has ${extra}, which an app does not get.`] : []),
  ];
}

function fullName({ group, name }: BillComponent): string {
  return group ? `${group}/${name}` : name;
}

/** The names of all that a package needs at run time, as npm resolved them. */
function installedWith(name: string, { packages }: Lockfile): Set<string> {
  const names = new Set<string>();
  const waiting = [`node_modules/${name}`];
  // A list is read while it grows.
  for (const path of waiting) {
    for (const dependency of Object.keys(packages[path]?.dependencies ?? {})) {
      if (!names.has(dependency)) waiting.push(resolveFrom(path, dependency, packages));
      names.add(dependency);
    }
  }
  return names;
}

/** Where a package's dependency is: in its own folder, or in one above it. */
function resolveFrom(path: string, dependency: string, packages: Lockfile['packages']): string {
  const nested = `${path}/node_modules/${dependency}`;
  if (packages[nested]) return nested;
  const above = path.lastIndexOf('/node_modules/');
  return above === -1
    ? `node_modules/${dependency}`
    : resolveFrom(path.slice(0, above), dependency, packages);
}

if (import.meta.main) {
  const folder = join(root, '.artifacts/sbom');
  writeBills(folder);
  console.log('The bills of materials are in .artifacts/sbom.');
}
