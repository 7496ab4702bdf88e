import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import description, { type Operation } from '@threads-sdk/openapi';
import { expect, it, onTestFinished } from 'vitest';
import { views } from '../walk.ts';

const folder = fileURLToPath(new URL('../', import.meta.url));
const redocly = join(folder, 'node_modules/@redocly/cli/bin/cli.js');

/** Lints with the package's own rules; resolves to what redocly says, rejects with it where something is wrong. */
async function lint(files: readonly string[], flags: readonly string[] = []): Promise<string> {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [redocly, 'lint', '--config', join(folder, 'redocly.yaml'), ...flags, ...files],
    {
      cwd: folder,
      // Neither of them may leave this machine: usage data, and a look for a newer version.
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  return stderr;
}

/** A linter does not look into extensions: a view is linted as the only operation of a description of its own. */
function writeView(path: string, operation: Operation): string {
  const { 'x-threads-path': _, ...view } = operation;
  const into = mkdtempSync(join(tmpdir(), 'openapi-view-'));
  onTestFinished(() => rmSync(into, { recursive: true }));
  const file = join(into, `${view.operationId}.json`);
  writeFileSync(file, JSON.stringify({ ...description, paths: { [path]: { get: view } } }));
  return file;
}

// The components that a single operation does not need are left in its description.
const flags = ['--skip-rule=no-unused-components'];

it.each(['threads.openapi.yaml', 'threads.openapi-3.0.json'])(
  '%s passes the linter',
  async (file) => {
    expect(await lint([file])).toContain('Your API description is valid');
  },
  30_000,
);

it('has views that pass the linter', async () => {
  expect(views.length).toBe(6);
  expect(
    await lint(
      views.map(({ path, operation }) => writeView(path, operation)),
      flags,
    ),
  ).toContain('are valid');
});

it('would notice a view that is wrong', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('There is no view.');
  const broken = writeView('/{media_id}/{forgotten}', view.operation);
  await expect(lint([broken], flags)).rejects.toMatchObject({ stdout: expect.stringContaining('forgotten') });
});
