import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptionWithFollowers } from './fixtures/descriptions.ts';
import { describeNewEndpoints, handleNewEndpoints, newEndpointsTest } from './fixtures/new-endpoints.ts';
import { copyRepository, type Ended, type RepositoryCopy } from './fixtures/repository-copy.ts';
import { createWorkspace, type Workspace } from './fixtures/workspace.ts';

const description = 'packages/openapi/threads.openapi.yaml';
const handlers = 'packages/emulator/src/handlers/users.ts';
const generators = ['packages/endpoints/generate/main.ts', 'packages/openapi/fidelity/main.ts'] as const;
const tests = [
  'packages/emulator/test/new-endpoints.test.ts',
  'packages/emulator/test/operations.test.ts',
  'packages/endpoints/test/every-operation.test.ts',
  ...['examples', 'fields', 'operations', 'permissions', 'readme', 'references'].map(
    (name) => `packages/openapi/test/${name}.test.ts`,
  ),
];

let copy: RepositoryCopy;
beforeAll(() => {
  copy = copyRepository();
});
afterAll(() => copy.remove());

async function runGenerators(...flags: readonly string[]): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (const generator of generators) ended.push(await copy.run(generator, ...flags));
  return ended;
}

const runTests = (...files: readonly string[]): Promise<Ended> =>
  copy.run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--typecheck.enabled=false',
    '--reporter=verbose',
    ...files,
  );

describe('an endpoint is added by two edits and one command', () => {
  it('is described, and the check of what is generated says so', async () => {
    copy.write(description, describeNewEndpoints(copy.read(description)));
    const { status, output } = await copy.run(generators[0], '--check');
    expect(status).toBe(1);
    expect(output).toContain('differs from the description: packages/endpoints/README.md');
  });

  it('is generated, with its rows in the tables', async () => {
    expect(await runGenerators()).toMatchObject([{ status: 0 }, { status: 0 }]);
    expect(await runGenerators('--check')).toMatchObject([{ status: 0 }, { status: 0 }]);
    expect(copy.read('packages/endpoints/README.md')).toMatch(/\| `listReposters` +\| List the users/);
    const page = copy.read('docs/guides/emulator-fidelity.md');
    expect(page).toMatch(/^## \d+\. Known by the description alone$/m);
    expect(page).toMatch(/\| `lookupTopic` +\| `GET \/topic_lookup` +\| \d+\.2 /);
  });

  it('is red without a handler', async () => {
    const { status, output } = await runTests(...tests.slice(1, 3));
    expect(status).toBe(1);
    expect(output).toMatch(/× .*every operation of the description > has a handler/);
    expect(output).toMatch(/× .*listReposters is answered with items/);
    expect(output).toMatch(/× .*lookupTopic is answered/);
  });

  it('is green with one, and has its place in every test that goes through the operations', async () => {
    copy.write(handlers, handleNewEndpoints(copy.read(handlers)));
    copy.write('packages/emulator/test/new-endpoints.test.ts', newEndpointsTest);
    copy.write(
      'packages/endpoints/test/usage.ts',
      `import type { Client } from '@threads-sdk/core-http/fetch';
import { listReposters, lookupTopic } from '../src/index.ts';

export async function use(client: Client): Promise<void> {
  for await (const { username } of listReposters(client, { media_id: '1' })) String(username satisfies string | undefined);
  const topic = await lookupTopic(client, { topic_name: 'kyoto' });
  String(topic.posts satisfies number | undefined);
  // @ts-expect-error -- a topic has no such member
  String(topic.likes);
}
`,
    );
    const [tested, compiled] = await Promise.all([
      runTests(...tests),
      copy.run('node_modules/typescript/bin/tsc', '-p', 'packages/endpoints/tsconfig.test.json'),
    ]);
    expect(compiled).toEqual({ status: 0, output: '' });
    expect(tested.output).not.toMatch(/×/);
    expect(tested.status).toBe(0);
    expect(tested.output).toMatch(/✓ .*listReposters is answered with items/);
    expect(tested.output).toMatch(/✓ .*lookupTopic is answered/);
  });
});

describe('the function of an operation that was added', () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = createWorkspace();
    workspace.generate(descriptionWithFollowers);
  });
  afterAll(() => workspace.remove());

  it('asks the server and hands on what it answers, page after page', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost');
      asked.push(
        `${request.method} ${url.pathname} ${url.searchParams.get('fields')} ${url.searchParams.get('active')} ${url.searchParams.get('after')}`,
      );
      const last = url.searchParams.has('after');
      const page = last
        ? { data: [{ id: 3, nickname: 'Cy', since: 'yesterday' }] }
        : {
            data: [{ id: '1', nickname: 'Al' }, { id: '2' }],
            paging: { cursors: { after: 'x' }, next: 'http://elsewhere/?after=x' },
          };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const client = createClient({
        baseUrl: `http://127.0.0.1:${port}`,
        allowInsecure: true,
        credentials,
      });
      const followers: unknown[] = [];
      const listFollowers = await generated(workspace, 'listFollowers');
      for await (const follower of listFollowers(client, { active: false })) followers.push(follower);
      expect(followers).toEqual([
        { id: '1', nickname: 'Al' },
        { id: '2' },
        { id: '3', nickname: 'Cy', since: 'yesterday' },
      ]);
      expect(asked).toEqual([
        'GET /v1.0/me/followers id,nickname false null',
        'GET /v1.0/me/followers id,nickname false x',
      ]);
    } finally {
      server.close();
    }
  });
});

const credentials = createCredentials({
  userId: '1',
  scopes: ['threads_basic'],
  shortLived: false,
  accessToken: 'THexample',
  expiration: new Date(Date.now() + 3_600_000),
});

/** A list function of the package that was just generated. */
async function generated(
  workspace: Workspace,
  name: string,
): Promise<(...parameters: readonly unknown[]) => AsyncIterable<unknown>> {
  const module: Readonly<Record<string, unknown>> = await import(
    pathToFileURL(join(workspace.folder, 'packages/endpoints/src/index.ts')).href
  );
  const found = module[name];
  if (typeof found !== 'function') throw new Error(`${name} was not generated`);
  return (...parameters) => Reflect.apply(found, undefined, parameters);
}
