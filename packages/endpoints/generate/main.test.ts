import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  /** What the check says while one file has another content, or none. */
  function checkWith(path: string, edit: (text: string) => string | undefined): string {
    const file = join(workspace.folder, path);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const edited = edit(text ?? '');
    expect(edited).not.toBe(text);
    if (edited === undefined) rmSync(file);
    else writeFileSync(file, edited);
    const { status, stderr } = workspace.generate(smallDescription, '--check');
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    expect(status).toBe(1);
    return stderr;
  }

  it('passes on what was just generated, and writes nothing', () => {
    const before = contents();
    expect(workspace.generate(smallDescription, '--check')).toMatchObject({ status: 0, stderr: '' });
    expect(contents()).toEqual(before);
  });

  it.each([
    ['packages/endpoints/src/generated/media/list-threads.ts', `'/{user_id}/threads'`, `'/{user_id}/posts'`],
    ['packages/endpoints/src/index.ts', 'getThread', 'readThread'],
    ['packages/auth/src/generated/shared/answer-object.ts', 'String(member)', 'Number(member)'],
    ['packages/endpoints/README.md', 'Lists the posts of a user', 'Lists posts'],
  ])('names %s when it was edited by hand, and the command that mends it', (path, part, edit) => {
    const said = checkWith(path, (text) => text.replace(part, edit));
    expect(said).toContain(`differs from the description: ${path}`);
    expect(said).toContain('./run generate');
  });

  it('names a file that is missing', () => {
    const path = 'packages/endpoints/src/generated/schemas/thread.ts';
    expect(checkWith(path, () => undefined)).toContain(`differs from the description: ${path}`);
  });

  it('names a file that no longer follows from the description', () => {
    const path = 'packages/auth/src/generated/oauth/old.ts';
    expect(checkWith(path, () => 'export {};\n')).toContain(`no longer in the description: ${path}`);
  });
});
