import { parse } from 'yaml';

type Permissions = Readonly<Record<string, string>> | string;

interface Workflow {
  readonly permissions?: Permissions;
  readonly jobs?: Readonly<Record<string, { readonly permissions?: Permissions }>>;
}

/**
 * Says what a workflow allows that it need not: actions that can change under their name, and jobs that may do more
 * than they say.
 */
export function findWorkflowFaults(file: string, text: string): string[] {
  const workflow: Workflow = parse(text);
  const jobs = Object.entries(workflow.jobs ?? {});
  return [
    ...findLooseActions(text),
    ...jobs.flatMap(([name, job]) => findPermissionFaults(name, job.permissions, workflow.permissions)),
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
