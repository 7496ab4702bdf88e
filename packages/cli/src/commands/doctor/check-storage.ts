import { statSync } from 'node:fs';
import type { Context } from '../../context.ts';
import { type Finding, found } from './finding.ts';

/** The variables of each way to put files where Threads finds them. All but those that may be left out are needed. */
const ways: readonly (readonly [way: string, needed: readonly string[]])[] = [
  [
    'S3',
    [
      'THREADS_S3_BUCKET',
      'THREADS_S3_ENDPOINT',
      'THREADS_S3_REGION',
      'THREADS_S3_ACCESS_KEY_ID',
      'THREADS_S3_SECRET_ACCESS_KEY',
    ],
  ],
  ['a folder', ['THREADS_FOLDER', 'THREADS_FOLDER_URL']],
];

/** Whether files of this machine can be posted: Threads takes no upload, it fetches them from somewhere. */
export function checkStorage({ env }: Pick<Context, 'env'>): readonly Finding[] {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  const findings = ways.flatMap(([way, needed]) => {
    const missing = needed.filter((name) => !has(name));
    if (missing.length === needed.length) return [];
    return [
      missing.length === 0
        ? found('storage', 'ok', `The variables of ${way} are set; whether it takes files was not tried.`)
        : found(
            'storage',
            'problem',
            `${way} is not complete: ${missing.join(', ')} is missing.`,
            'Set it, or none of them.',
          ),
    ];
  });
  if (
    has('THREADS_FOLDER') &&
    !statSync(env['THREADS_FOLDER'] ?? '', { throwIfNoEntry: false })?.isDirectory()
  )
    findings.push(
      found('storage', 'problem', 'THREADS_FOLDER names no folder.', 'Make it, or correct the path.'),
    );
  if (findings.length > 0) return findings;
  return [
    found(
      'storage',
      'ok',
      'None is set up: posts take images and videos by their addresses, and no files of this machine.',
      `For files set ${ways.map(([, needed]) => needed.join(', ')).join('; or ')}.`,
    ),
  ];
}
