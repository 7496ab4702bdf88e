import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWorkflowFaults } from './workflow-rules.ts';
import { root } from './workspace.ts';

const folder = join(root, '.github/workflows');
const commit = '0123456789abcdef0123456789abcdef01234567';

const workflow = (uses: string, job = '', all = 'permissions: {}'): string => `
${all}
jobs:
  build:
    runs-on: ubuntu-latest
    ${job}
    steps:
      - uses: ${uses}
`;

describe('the workflows', () => {
  const files = readdirSync(folder);

  it('are there', () => {
    expect(files).toEqual(expect.arrayContaining(['ci.yml', 'release.yml']));
  });

  it.each(files)('%s pins its actions and grants no more than its jobs need', (file) => {
    expect(findWorkflowFaults(file, readFileSync(join(folder, file), 'utf8'))).toEqual([]);
  });
});

describe('the rules for workflows', () => {
  const pinned = `a/b@${commit} # v1.2.3`;

  it('allow a pinned action in a job without permissions, and actions of this repository', () => {
    expect(findWorkflowFaults('x.yml', workflow(pinned))).toEqual([]);
    expect(findWorkflowFaults('x.yml', workflow(pinned, '', 'permissions: { contents: read }'))).toEqual([]);
    expect(findWorkflowFaults('x.yml', workflow('./.github/actions/own'))).toEqual([]);
  });

  it.each([
    ['a tag', 'a/b@v2'],
    ['a branch', 'a/b@main # v1.2.3'],
    ['a short commit', 'a/b@0123456 # v1.2.3'],
    ['no version', `a/b@${commit}`],
    ['a version that moves', `a/b@${commit} # v1`],
    ['quotes', `'a/b@v2'`],
  ])('refuse an action with %s', (_, uses) => {
    expect(findWorkflowFaults('x.yml', workflow(uses))).toEqual([
      `x.yml: '${uses}' is not pinned to a commit, with its version as a comment.`,
    ]);
  });

  const minting = (...steps: readonly string[]): string => `
permissions: {}
jobs:
  publish:
    permissions: { id-token: write }
    steps:
${steps.map((step) => `      - ${step}\n`).join('')}`;

  it('allow a job that can mint a token what GitHub and this repository wrote', () => {
    const steps = [
      `uses: actions/checkout@${commit} # v1.2.3`,
      'run: node tools/packages/publish.ts .artifacts',
    ];
    expect(findWorkflowFaults('x.yml', minting(...steps))).toEqual([]);
  });

  it.each([
    './run install --frozen-lockfile',
    './run test',
    'bash .ci/run',
    'npm install --global npm',
    'npx changeset publish',
    'node tools/packages/publish.ts && npm ci',
    'node --import=tsx tools/packages/publish.ts',
    'node node_modules/.bin/changeset publish',
  ])('refuse that a job which can mint a token runs: %s', (run) => {
    expect(findWorkflowFaults('x.yml', minting(`run: ${run}`))).toEqual([
      `x.yml: job 'publish' can mint a token, and runs '${run}'.`,
    ]);
    expect(
      findWorkflowFaults('x.yml', minting(`run: |\n          node tools/a.ts\n          ${run}`)),
    ).toEqual([`x.yml: job 'publish' can mint a token, and runs '${run}'.`]);
  });

  it('refuse somebody else’s action in a job that can mint a token, also where it inherits that', () => {
    expect(findWorkflowFaults('x.yml', minting(`uses: ${pinned}`))).toEqual([
      `x.yml: job 'publish' can mint a token, and uses 'a/b'.`,
    ]);
    expect(findWorkflowFaults('x.yml', workflow(pinned, '', 'permissions: { id-token: write }'))).toContain(
      `x.yml: job 'build' can mint a token, and uses 'a/b'.`,
    );
  });

  it.each([
    ['names none', '', '', `job 'build' has every permission: it names none.`],
    ['names all', 'permissions: write-all', '', `job 'build' has 'write-all': name what it needs.`],
    [
      'inherits writing',
      '',
      'permissions: { contents: write }',
      `job 'build' inherits the permission to write contents.`,
    ],
    [
      'may write and publish',
      'permissions: { contents: write, id-token: write }',
      '',
      `job 'build' may both change the repository and publish.`,
    ],
  ])('refuse a job that %s', (_, job, all, fault) => {
    const uses = `actions/b@${commit} # v1.2.3`;
    expect(findWorkflowFaults('x.yml', workflow(uses, job, all))).toEqual([`x.yml: ${fault}`]);
  });
});
