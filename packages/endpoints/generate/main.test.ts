import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallDescription } from './fixtures/descriptions.ts';
import { createWorkspace, type Workspace } from './fixtures/workspace.ts';

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
});
// Every test leaves the workspace as it found it, since generating takes a while.
afterAll(() => workspace.remove());

function contents(): ReadonlyMap<string, string> {
  const entries = readdirSync(join(workspace.folder, 'packages'), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

describe('./run generate', () => {
  it('writes the same bytes again', () => {
    expect(workspace.generate(smallDescription).stdout).toMatch(/: \d+ written, 0 removed/);
    const first = contents();
    expect(workspace.generate(smallDescription).stdout).toMatch(/: 0 written, 0 removed/);
    expect(contents()).toEqual(first);
  });

  it('writes what type-checks under the settings of the published packages', () => {
    expect(workspace.typecheck(`export { getThread } from './index.ts';\n`)).toMatchObject({
      status: 0,
      stdout: '',
    });
  });

  it('removes what is no longer described', () => {
    const stale = join(workspace.folder, 'packages/endpoints/src/generated/media/get-nothing.ts');
    writeFileSync(stale, 'export {};\n');
    expect(workspace.generate(smallDescription).stdout).toMatch(/: 0 written, 1 removed/);
    expect([...contents().keys()]).not.toContain(stale);
  });

  it('fails on a description that it does not understand, and changes nothing', () => {
    const before = contents();
    const { status, stderr } = workspace.generate(
      smallDescription.replace('x-threads-list: true', 'x-threads-lost: true'),
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain('paths./{user_id}/threads.get');
    expect(stderr).toContain('"x-threads-lost"');
    expect(contents()).toEqual(before);
  });
});

describe('./run generate --check', () => {
  it('passes on what was just generated, and writes nothing', () => {
    const before = contents();
    expect(workspace.generate(smallDescription, '--check')).toMatchObject({ status: 0, stderr: '' });
    expect(contents()).toEqual(before);
  });

  it('names every file that was edited by hand, is missing or too many, and the command that mends it', () => {
    const before = contents();
    const edited = [
      [
        'packages/endpoints/src/generated/media/list-threads.ts',
        `'/{user_id}/threads'`,
        `'/{user_id}/posts'`,
      ],
      ['packages/endpoints/src/index.ts', 'getThread', 'readThread'],
      ['packages/endpoints/README.md', 'Lists the posts of a user', 'Lists posts'],
    ] as const;
    for (const [path, part, edit] of edited) {
      const file = join(workspace.folder, path);
      const text = readFileSync(file, 'utf8');
      expect(text).toContain(part);
      writeFileSync(file, text.replace(part, edit));
    }
    const missing = 'packages/endpoints/src/generated/schemas/thread.ts';
    rmSync(join(workspace.folder, missing));
    const stale = 'packages/auth/src/generated/oauth/old.ts';
    writeFileSync(join(workspace.folder, stale), 'export {};\n');
    const broken = contents();

    const { status, stderr } = workspace.generate(smallDescription, '--check');
    expect(status).toBe(1);
    expect(stderr.trim().split('\n').toSorted()).toEqual([
      'Run `./run generate` and commit the result.',
      ...[...edited.map(([path]) => path), missing]
        .map((path) => `differs from the description: ${path}`)
        .toSorted(),
      `no longer in the description: ${stale}`,
    ]);
    expect(contents()).toEqual(broken);

    workspace.generate(smallDescription);
    expect(contents()).toEqual(before);
  });
});
