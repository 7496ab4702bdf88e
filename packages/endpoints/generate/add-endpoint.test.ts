import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptionWithFollowers } from './fixtures/descriptions.ts';
import { createWorkspace, type Workspace } from './fixtures/workspace.ts';

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
  workspace.generate(descriptionWithFollowers);
});
afterAll(() => workspace.remove());

const usage = (line: string): string => `import type { Client } from '@threads-sdk/core-http/fetch';
import { listFollowers } from './index.ts';

export async function nicknames(client: Client): Promise<void> {
  for await (const follower of listFollowers(client, { active: true, fields: ['nickname'] })) {
    ${line}
  }
}
`;

describe('an operation that was added to the description', () => {
  it('has a function with types that follow the description', () => {
    expect(
      workspace.typecheck(usage('const nickname: string | undefined = follower.nickname; void nickname;')),
    ).toMatchObject({ status: 0, stdout: '' });
    expect(workspace.typecheck(usage('void follower.age;')).stdout).toContain(
      `Property 'age' does not exist`,
    );
  });

  it('stands in the table of functions', () => {
    expect(workspace.generate(descriptionWithFollowers, '--check').status).toBe(0);
  });

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
      const listFollowers = await generated('listFollowers');
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
  name: string,
): Promise<(...parameters: readonly unknown[]) => AsyncIterable<unknown>> {
  const module: Readonly<Record<string, unknown>> = await import(
    pathToFileURL(join(workspace.folder, 'packages/endpoints/src/index.ts')).href
  );
  const found = module[name];
  if (typeof found !== 'function') throw new Error(`${name} was not generated`);
  return (...parameters) => Reflect.apply(found, undefined, parameters);
}
