/**
 * Writes what each entry of a package offers as `packages/<name>/<entry>.api.md`, so that a pull request shows every
 * change of the public surface. With `--check` it says which reports are not what the build declares.
 *
 * `openapi` has none: it is data without code, and its JSON is its surface. `threads-sdk` has none either: it exports what the
 * reports of others list, and its package.json names its entries.
 *
 *     node tools/packages/api.ts [--check]
 */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { formatText } from '../format-text.ts';
import { report } from '../report.ts';
import { readPackages, root, umbrella, type WorkspacePackage } from '../workspace.ts';

/** What a report should say, and where it stands. */
interface ApiReport {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** The entries of a package that have declarations in `dist`, with the path that they are imported by. */
function declaredEntries({ manifest }: WorkspacePackage): { entry: string; specifier: string }[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([path, target]) => {
    const entry = /^\.\/dist\/(.+)\.d\.ts$/.exec(String(Object(target)['types']))?.[1];
    return entry === undefined ? [] : [{ entry, specifier: `${manifest.name}${path.slice(1)}` }];
  });
}

/** Reports what an entry exports and what can be reached from there, sorted by name. */
export function reportEntry(pkg: WorkspacePackage, entry: string, specifier: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-api-'));
  const declarations = join(pkg.path, 'dist', `${entry}.d.ts`);
  const silent = { default: { logLevel: ExtractorLogLevel.None } };
  try {
    const config = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(pkg.path, 'package.json'),
      configObject: {
        projectFolder: pkg.path,
        mainEntryPointFilePath: declarations,
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              target: 'es2022',
              lib: ['es2022', 'dom'],
              module: 'nodenext',
              strict: true,
              types: [],
              skipLibCheck: true, // declarations.ts checks them
            },
            files: [declarations],
          },
        },
        apiReport: {
          enabled: true,
          reportFileName: 'report',
          reportFolder: folder,
          reportTempFolder: join(folder, 'temporary'),
          includeForgottenExports: true,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        newlineKind: 'lf',
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
          extractorMessageReporting: silent,
          tsdocMessageReporting: silent,
        },
      },
    });
    const faults: string[] = [];
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true, // so that it writes the report
      messageCallback: (message) => {
        message.handled = true;
        if (message.logLevel === ExtractorLogLevel.Error) faults.push(message.text);
      },
    });
    if (!succeeded) throw new Error([`There is no report of ${specifier}.`, ...faults].join('\n'));
    return tidyReport(readFileSync(join(folder, 'report.api.md'), 'utf8'), specifier);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keeps the declarations, and of the comments those that say what is deprecated. */
export function tidyReport(text: string, specifier: string): string {
  const declarations = /```ts\n([^]*)\n```/.exec(text)?.[1];
  if (declarations === undefined)
    throw new Error(`The report of ${specifier} holds no declarations:\n${text}`);
  const lines = declarations.split('\n').flatMap((line) => {
    const [, indentation = '', comment] = /^(\s*)\/\/ (.*)$/.exec(line) ?? [];
    if (comment === undefined) return [line];
    return comment.includes('@deprecated') ? [`${indentation}// @deprecated`] : [];
  });
  // Broken lines, so that a member that is added to a union is a line that is added.
  return `# What \`${specifier}\` declares

Written by \`./run api\`. Without \`export\` is what only the types of others lead to.

\`\`\`ts
${formatText(lines.join('\n'), 'report.d.ts').trim()}
\`\`\`
`;
}

/** Says which of the reports that stand in the repository are missing, superfluous, or different, and where. */
export function findReportFaults(reports: readonly ApiReport[], repository: string): string[] {
  const differences = reports.flatMap(({ path, text }) => {
    const file = join(repository, path);
    if (!existsSync(file)) return [`${path} is missing.`];
    const difference = firstDifference(readFileSync(file, 'utf8').split('\n'), text.split('\n'));
    return difference === undefined ? [] : [`${path} is not what the build declares, ${difference}`];
  });
  return [
    ...differences,
    ...findSuperfluous(reports, repository).map((path) => `${path} is of an entry that is gone.`),
  ];
}

function firstDifference(before: readonly string[], after: readonly string[]): string | undefined {
  const at = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index).find(
    (index) => before[index] !== after[index],
  );
  if (at === undefined) return undefined;
  const show = (sign: string, lines: readonly string[]): string[] =>
    lines.slice(at, at + 3).map((line) => `      ${sign} ${line}`);
  return [`from line ${at + 1} on:`, ...show('-', before), ...show('+', after)].join('\n');
}

function findSuperfluous(reports: readonly ApiReport[], repository: string): string[] {
  return globSync('packages/*/*.api.md', { cwd: repository })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !reports.some((each) => each.path === path));
}

if (import.meta.main) {
  const declaring = readPackages().filter(({ folder }) => folder !== umbrella);
  const reports = declaring.flatMap((pkg) =>
    declaredEntries(pkg).map(({ entry, specifier }) => ({
      path: `packages/${pkg.folder}/${basename(entry)}.api.md`,
      text: reportEntry(pkg, entry, specifier),
    })),
  );
  if (process.argv.includes('--check')) {
    report('API reports', findReportFaults(reports, root), 'Run `./run api` and commit what it writes.');
  } else {
    for (const path of findSuperfluous(reports, root)) rmSync(join(root, path));
    for (const { path, text } of reports) writeFileSync(join(root, path), text);
  }
}
