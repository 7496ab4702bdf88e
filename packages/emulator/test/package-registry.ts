import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { listen, type TestServer } from './listen.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * A registry on loopback with a package of this repository as it is published, and with what it needs as it is installed
 * here. No other package can be had there.
 *
 * @param root - Folder of the package.
 * @param folder - Where the tarballs go.
 */
export async function serveRegistry(root: string, folder: string): Promise<TestServer> {
  const tarballs = [...needed(root)].map((path) => pack(path, folder));
  const packages = new Map(tarballs.map((path) => [manifestOf(path).name, { path, ...manifestOf(path) }]));
  const files = new Map(tarballs.map((path) => [`/${basename(path)}`, path]));
  const server = await listen(({ url = '' }, response) => {
    const file = files.get(url);
    if (file !== undefined) return response.end(readFileSync(file));
    const found = packages.get(decodeURIComponent(url.slice(1)));
    if (found === undefined) return response.writeHead(404).end('{}');
    const { path, ...manifest } = found;
    const version = { ...manifest, dist: { tarball: `${server.url}/${basename(path)}` } };
    return response.end(
      JSON.stringify({
        name: manifest.name,
        'dist-tags': { latest: manifest.version },
        versions: { [manifest.version]: version },
      }),
    );
  });
  return server;
}

/** The folders of a package and of everything that it needs. */
function needed(root: string): ReadonlySet<string> {
  const folders = new Set([realpathSync(root)]);
  for (const folder of folders) {
    const { dependencies = {} }: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) folders.add(find(name, folder));
  }
  return folders;
}

function find(name: string, from: string): string {
  const path = join(from, 'node_modules', name);
  if (existsSync(path)) return realpathSync(path);
  if (dirname(from) === from) throw new Error(`${name} is not installed.`);
  return find(name, dirname(from));
}

function pack(path: string, folder: string): string {
  if (!path.includes('node_modules')) {
    // pnpm puts versions in the place of what only a workspace understands.
    const options = ['pack', '--json', '--pack-destination', folder];
    const output = execFileSync('pnpm', options, { cwd: path, encoding: 'utf8' });
    const packed: { readonly filename: string } = JSON.parse(output);
    return packed.filename;
  }
  // What is installed is what was packed.
  const copy = mkdtempSync(join(folder, 'copy-'));
  const isOwn = (file: string): boolean => !relative(path, file).includes('node_modules');
  cpSync(path, join(copy, 'package'), { recursive: true, filter: isOwn });
  const tarball = join(folder, `${basename(copy)}.tgz`);
  execFileSync('tar', ['-czf', tarball, 'package'], { cwd: copy });
  return tarball;
}

function manifestOf(tarball: string): Manifest {
  return JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
}
