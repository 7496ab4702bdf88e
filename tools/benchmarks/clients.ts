import { basename, dirname, join } from 'node:path';
import { bundleForNode, writeBundle } from './bundle-for-node.ts';

const tools: string = join(import.meta.dirname, '..');

/** A client whose costs are compared: a program that lists posts and creates one, or does the nearest that it is for. */
export interface ClientProgram {
  readonly name: string;
  /** A module that exports `reader` and `writer`. */
  readonly file: string;
  /** What the program installs. */
  readonly packages: readonly string[];
}

const ours = (name: string, file: string, packages: readonly string[]): ClientProgram => ({
  name,
  file: join(tools, 'benchmarks/clients', file),
  packages,
});
const peer = (name: string, file: string): ClientProgram => ({
  name,
  file: join(tools, 'peers', file),
  packages: [name],
});

/** The first is what the others are compared with; peers that are not for Threads do the nearest job. */
export const clients: readonly ClientProgram[] = [
  ours('fetch', 'fetch.ts', []),
  ours('ky', 'ky.ts', ['ky']),
  ours('ky + valibot', 'ky-valibot.ts', ['ky', 'valibot']),
  ours('@threads-sdk', 'threads-sdk.ts', ['@threads-sdk/core-http', '@threads-sdk/endpoints']),
  peer('threads-graph-api', 'threads-graph-api.ts'),
  peer('twitter-api-v2', 'twitter-api-v2.ts'),
  peer('@slack/web-api', 'slack-web-api.ts'),
  peer('@octokit/request', 'octokit-request.ts'),
  peer('@atproto/api', 'atproto-api.ts'),
];

/**
 * Bundles a client's program into a file that a process can import. All are bundled alike, since one of them cannot be
 * imported by Node as it is.
 *
 * @returns the file
 */
export async function writeClient({ name, file }: ClientProgram, folder: string): Promise<string> {
  const bundle = await bundleForNode(`export * from './${basename(file)}';`, dirname(file));
  // One speaks https only, and the server does not: the work of TLS would be counted for it alone.
  const code = bundle.code.replaceAll(/from\s*"https"/g, 'from"http"');
  return writeBundle({ ...bundle, code }, folder, name);
}
