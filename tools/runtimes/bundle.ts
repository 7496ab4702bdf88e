import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type InputOptions, type Plugin, rolldown } from 'rolldown';
import { sourceCondition } from '../packages/package-rules.ts';
import { readPackages, root } from '../workspace.ts';

/** Packages that stand in for modules of Node where there is none, as bundlers of apps use them. */
export const standIns: Readonly<Record<string, string>> = {
  buffer: 'buffer/index.js',
  util: 'node-inspect-extracted',
};

/** Bundles for runtimes with and without Node's modules. */
export const universal: InputOptions = {
  cwd: root,
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  platform: 'neutral',
  resolve: {
    conditionNames: [sourceCondition, 'browser', 'import', 'default'],
    mainFields: ['browser', 'module', 'main'],
    aliasFields: [['browser']],
  },
  onLog: (level, log) => {
    if (level === 'warn' && log.code !== 'EVAL') throw new Error(log.message);
  },
};

/** Leaves modules of Node to the runtime; `without` Node, puts what stands in for them in their place. */
export function nodeModules({ without }: { readonly without: boolean }): Plugin {
  return {
    name: 'node-modules',
    resolveId: {
      order: 'pre',
      handler: (specifier) => {
        if (!isBuiltin(specifier)) return null;
        const name = specifier.replace(/^node:/, '');
        const standIn = without ? standIns[name] : undefined;
        if (standIn !== undefined) return fileURLToPath(import.meta.resolve(standIn));
        return { id: `node:${name}`, external: true };
      },
    },
  };
}

/** Points what is imported from a public entry of a package, by name or by path, to the package as it is installed. */
const packedEntries: Plugin = {
  name: 'packed-entries',
  resolveId: {
    order: 'pre',
    async handler(specifier, importer, options) {
      if (importer === undefined || isBuiltin(specifier)) return null;
      const source = await this.resolve(specifier, importer, { ...options, skipSelf: true });
      const entry = publicEntries.get(source?.id ?? '');
      return entry === undefined ? null : { id: entry, external: true };
    },
  },
};

/** The sources behind the public entries of the published packages, and what they are imported by. */
const publicEntries: ReadonlyMap<string, string> = new Map(
  readPackages().flatMap(({ path, manifest: { name, exports = {} } }) =>
    Object.entries(exports).flatMap(([entry, target]) => {
      const source = Object(target)[sourceCondition];
      return source === undefined ? [] : [[join(path, source), `${name}${entry.slice(1)}`] as const];
    }),
  ),
);

/** Lets modules find the files beside them where they are. */
const sourceAddresses: Plugin = {
  name: 'source-addresses',
  transform: {
    filter: { code: /import\.meta\.url|__dirname/ },
    handler: (code, id) => ({
      code: code
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        .replaceAll(/\b__dirname\b/g, JSON.stringify(dirname(id))),
    }),
  },
};

const programId = 'virtual:program';

/** A module whose `run(stage)` runs test files. It imports the packages by name, and loads each file on its own. */
export async function bundleTests(
  files: Readonly<Record<string, string>>,
  node: { readonly without: boolean },
): Promise<string> {
  const loaders = Object.entries(files).map(
    ([name, path]) => `${JSON.stringify(name)}: () => import(${JSON.stringify(path)})`,
  );
  const runner = join(import.meta.dirname, 'in-runtime/run-tests.ts');
  // Workers allow no timers before the first request, and vitest looks at them when it is loaded.
  const source = `export async function run(stage) {
  const { runTests } = await import(${JSON.stringify(runner)});
  return runTests({ ${loaders.join(',\n')} }, stage);
}`;
  const program: Plugin = {
    name: 'program',
    resolveId: (id) => (id === programId ? id : null),
    load: (id) => (id === programId ? source : null),
  };
  return bundle({
    ...universal,
    platform: node.without ? 'neutral' : 'node', // where `require` of a module of Node has to work
    input: programId,
    plugins: [program, nodeModules(node), packedEntries, sourceAddresses],
  });
}

/** A program with all its packages in it, for runtimes that find none by name. */
export async function bundleWhole(path: string): Promise<string> {
  return bundle({
    ...universal,
    input: path,
    plugins: [nodeModules({ without: true })],
    external: /^cloudflare:/, // a Worker's own
  });
}

async function bundle(options: InputOptions): Promise<string> {
  const program = await rolldown(options);
  const { output } = await program.generate({ format: 'esm', codeSplitting: false });
  await program.close();
  return output[0].code;
}
