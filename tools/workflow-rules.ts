import { parse } from 'yaml';

type Permissions = Readonly<Record<string, string>> | string;

interface Job {
  readonly permissions?: Permissions;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
}

interface Workflow {
  readonly permissions?: Permissions;
  readonly jobs?: Readonly<Record<string, Job>>;
}

/**
 * Says what a workflow allows that it need not: actions that can change under their name, jobs that may do more than they
 * say, and code of others in a job that can mint a token.
 */
export function findWorkflowFaults(file: string, text: string): string[] {
  const workflow: Workflow = parse(text);
  const jobs = Object.entries(workflow.jobs ?? {});
  return [
    ...findLooseActions(text),
    ...jobs.flatMap(([name, job]) => findPermissionFaults(name, job.permissions, workflow.permissions)),
    ...jobs
      .filter(([, { permissions }]) => Object(permissions ?? workflow.permissions)['id-token'] === 'write')
      .flatMap(([name, { steps = [] }]) => findForeignCode(name, steps)),
  ].map((fault) => `${file}: ${fault}`);
}

/** An action is pinned to a commit, since whoever owns it can move a tag. The version is for people. */
function findLooseActions(text: string): string[] {
  return [...text.matchAll(/^[ -]*["']?uses["']?:\s*(.*)$/gm)]
    .map(([, action = '']) => action)
    .filter((action) => !/^\.\/|^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))
    .map((action) => `'${action}' is not pinned to a commit, with its version as a comment.`);
}

function findPermissionFaults(
  job: string,
  own: Permissions | undefined,
  inherited: Permissions | undefined,
): string[] {
  const permissions = own ?? inherited;
  if (permissions === undefined) return [`job '${job}' has every permission: it names none.`];
  if (typeof permissions === 'string') return [`job '${job}' has '${permissions}': name what it needs.`];
  const writes = Object.keys(permissions).filter((name) => permissions[name] === 'write');
  return [
    // What is inherited holds for jobs that nobody thought of.
    ...(own === undefined && writes.length > 0
      ? [`job '${job}' inherits the permission to write ${writes.join(' and ')}.`]
      : []),
    ...(writes.includes('contents') && writes.includes('id-token')
      ? [`job '${job}' may both change the repository and publish.`]
      : []),
  ];
}

/**
 * A job that can mint a token publishes as us whatever it runs. So it runs what GitHub and this repository wrote, and installs
 * nothing: what it needs was built and tested in another job.
 */
function findForeignCode(job: string, steps: NonNullable<Job['steps']>): string[] {
  return steps.flatMap(({ uses = '', run = '' }) => [
    ...(uses === '' || uses.startsWith('actions/')
      ? []
      : [`job '${job}' can mint a token, and uses '${uses.split('@')[0]}'.`]),
    ...run
      .trim()
      .split('\n')
      .filter((line) => line !== '' && !/^node tools\/[\w/-]+\.ts(?: [\w./-]+)*$/.test(line.trim()))
      .map((line) => `job '${job}' can mint a token, and runs '${line.trim()}'.`),
  ]);
}
