/**
 * Rehearses a release in a copy of this repository, with a registry on loopback: raises the versions, publishes, and is
 * then a stranger who installs each package, a newcomer who follows the README, one who types the first commands of the
 * terminal, and a user who updates.
 *
 *     ./run rehearse-release
 */
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit, copyRepository } from '../copy-repository.ts';
import { findFirstCommandFaults } from './first-command.ts';
import { compilePrograms, followReadme, runPrograms } from './newcomer.ts';
import { run } from '../programs.ts';
import { minutesUntil } from './readme.ts';
import { startRegistry } from './registry.ts';
import { renameFunction } from './rename-function.ts';
import { contribute, publishPackages, raiseVersions, readVersions, type Versions } from './repository.ts';
import { step } from './step.ts';
import { tryEachAlone, updateProject } from './stranger.ts';
import { makeFolder } from '../temporary-folder.ts';
import { root } from '../workspace.ts';

const start = performance.now();
const enumerate = (versions: Versions): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');

const [repository, registry] = await Promise.all([
  step('copies the repository', copyRepository),
  step('starts a registry', startRegistry),
]);

await step(
  'writes versions and changelogs',
  () => raiseVersions(repository),
  (raised) => enumerate(raised) || 'there are no changesets',
);

await step('gives the repository the address without which nothing is published', async () => {
  await run(process.execPath, ['tools/packages/write-origins.ts', 'https://example.com/threads-sdk'], {
    cwd: repository,
  });
  await commit(repository, 'The address of the repository');
});

await step('publishes, without the provenance that only CI can sign', () =>
  publishPackages(repository, registry),
);

const versions = readVersions(repository);
const [project] = await Promise.all([
  step('follows the README in an empty folder', () => followReadme(registry)),
  step(
    'installs each package alone and imports it',
    () => tryEachAlone(registry, versions),
    () => `${Object.keys(versions).length} packages`,
  ),
  step('posts from an empty folder with npx threads-sdk', async () => {
    const cwd = makeFolder('terminal');
    const [command, ...args] = ['npx', '--yes', 'threads-sdk'];
    assert.deepEqual(await findFirstCommandFaults(command, args, { cwd, env: registry.env }), []);
  }),
]);
await step(
  'gets to a first post in five minutes of reading and typing, by each page',
  async () =>
    [
      { page: 'README.md', last: 'console.log(user.username);' },
      { page: 'docs/guides/nextjs.md', last: 'npm run dev' },
      { page: 'docs/guides/terminal.md', last: 'threads post "Hello" --emulator' },
    ].map(({ page, last }) => {
      const minutes = minutesUntil(readFileSync(join(root, page), 'utf8'), last);
      assert.ok(minutes <= 5, `${page} takes ${minutes.toFixed(1)} minutes.`);
      return `${page} ${minutes.toFixed(1)}`;
    }),
  (pages) => pages.join(', '),
);
const old = 'old-name.mts';
writeFileSync(
  join(project.path, old),
  `import { countText, type TextCount } from 'threads-sdk';

const count: TextCount = countText('Kyoto');
console.log(count);
`,
);
await step('compiles its programs strictly', async () => {
  await run('npm', ['install', '--save-dev', '@types/node@24'], { cwd: project.path, env: registry.env });
  await compilePrograms(project, [old]);
});
await step(
  'runs its programs: login, first post, first read',
  () => runPrograms(project),
  (outputs) => `${outputs.length} programs`,
);
const runOld = (): Promise<string> => run(process.execPath, [old], { cwd: project.path, env: registry.env });
const count = await runOld();

await step('refuses a change without a changeset, and takes it with one', () =>
  contribute(
    repository,
    {
      package: 'publish',
      raise: 'minor',
      summary: '`countText` is called `measureText`; the old name works until the next major version.',
    },
    (folder) =>
      renameFunction(join(folder, 'src'), {
        from: 'countText',
        to: 'measureText',
        files: ['text/count-text.ts', 'text/measure-text.ts'],
      }),
  ),
);
await release('a minor version', '@threads-sdk/publish');
await step('still has the name that was deprecated', async () => {
  const renamed = 'new-name.mts';
  const text = readFileSync(join(project.path, old), 'utf8');
  writeFileSync(join(project.path, renamed), text.replaceAll('countText', 'measureText'));
  await compilePrograms(project, [old, renamed]);
  assert.equal(await runOld(), count);
  assert.equal(await run(process.execPath, [renamed], { cwd: project.path, env: registry.env }), count);
  const declarations = join(project.path, 'node_modules/@threads-sdk/publish/dist/text/count-text.d.ts');
  assert.match(readFileSync(declarations, 'utf8'), /@deprecated/, 'Editors are not told.');
});

await step('takes a correction', () =>
  contribute(repository, { package: 'errors', raise: 'patch', summary: 'A correction.' }, (folder) =>
    appendFileSync(join(folder, 'README.md'), '\nCorrected.\n'),
  ),
);
await release('a patch', '@threads-sdk/errors');
await step('runs the programs of the README after the updates', async () => {
  await compilePrograms(project, [old]);
  await runPrograms(project);
});

console.log(`release: rehearsed in ${((performance.now() - start) / 1000).toFixed(0)} s`);
process.exit(0);

/** Releases one package and updates the newcomer's project: nothing else may move, neither there nor here. */
async function release(what: string, name: string): Promise<void> {
  await step(
    `releases ${what} and updates: nothing else moves`,
    async () => {
      const raised = await raiseVersions(repository);
      assert.deepEqual(Object.keys(raised), [name]);
      await publishPackages(repository, registry);
      await updateProject(project.path, registry, raised);
      return raised;
    },
    enumerate,
  );
}
