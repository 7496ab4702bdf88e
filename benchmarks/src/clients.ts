import { basename, dirname, join } from 'node:path';
import { root } from '@threads-sdk/tools/workspace';
import { bundleForNode, type NodeBundle, writeBundle } from './bundle-for-node.ts';

/** What a program does: `reader` lists posts, `writer` creates one, or they do the nearest that the client is for. */
export type Job = 'reader' | 'writer';

/** A client whose costs are compared. */
export interface ClientProgram {
  readonly name: string;
  /** The module with the programs. */
  readonly file: string;
  /** A program for these jobs, as source text beside that module. */
  readonly source: (jobs: readonly Job[]) => string;
  /** What the program installs. */
  readonly packages: readonly string[];
  /** The client that does the same by hand, and how much more of the processor ours may take for a GET. */
  readonly against?: { readonly name: string; readonly bar?: number };
}

const program = (name: string, path: string, packages: readonly string[]): ClientProgram => ({
  name,
  file: join(root, 'benchmarks', path),
  source: (jobs) => `export { ${jobs.join(', ')} } from './${basename(path)}';`,
  packages,
});
const sdk = (specifier: string, against: Required<ClientProgram>['against']): ClientProgram => ({
  name: specifier,
  file: join(root, 'benchmarks/clients/threads-sdk.ts'),
  source: (jobs) =>
    [
      `import { createClient } from '${specifier}';`,
      `import { ${jobs.map((job) => `${job}With`).join(', ')} } from './threads-sdk.ts';`,
      ...jobs.map((job) => `export const ${job} = ${job}With(createClient);`),
    ].join('\n'),
  packages: ['@threads-sdk/core-http', '@threads-sdk/endpoints'],
  against,
});

/** The first is what the others are compared with; peers that are not for Threads do the nearest job. */
export const clients: readonly ClientProgram[] = [
  program('fetch', 'clients/fetch.ts', []),
  program('ky', 'clients/ky.ts', ['ky']),
  program('ky + valibot', 'clients/ky-valibot.ts', ['ky', 'valibot']),
  sdk('@threads-sdk/core-http', { name: 'ky + valibot', bar: 1.15 }),
  sdk('@threads-sdk/core-http/fetch', { name: 'fetch', bar: 1.25 }),
  program('threads-graph-api', 'peers/threads-graph-api.ts', ['threads-graph-api']),
  program('twitter-api-v2', 'peers/twitter-api-v2.ts', ['twitter-api-v2']),
  program('@slack/web-api', 'peers/slack-web-api.ts', ['@slack/web-api']),
  program('@octokit/request', 'peers/octokit-request.ts', ['@octokit/request']),
  program('@atproto/api', 'peers/atproto-api.ts', ['@atproto/api']),
];

/** Bundles the programs of a client for some jobs. */
export function bundleClient({ file, source }: ClientProgram, jobs: readonly Job[]): Promise<NodeBundle> {
  return bundleForNode(source(jobs), dirname(file));
}

/**
 * Bundles a client's programs into a file that a process can import. All are bundled alike, since one of them cannot be
 * imported by Node as it is.
 *
 * @returns the file
 */
export async function writeClient(client: ClientProgram, folder: string): Promise<string> {
  const bundle = await bundleClient(client, ['reader', 'writer']);
  // One speaks https only, and the server does not: the work of TLS would be counted for it alone.
  const code = bundle.code.replaceAll(/from\s*"https"/g, 'from"http"');
  return writeBundle({ ...bundle, code }, folder, client.name);
}
