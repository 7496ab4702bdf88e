import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { openAccounts } from '../../accounts/find-account.ts';
import type { Context } from '../../context.ts';
import { databaseFile, dataFolder } from '../../data-folder.ts';
import type { Origin } from '../../origin.ts';
import { secretVariables } from '../../secret-variables.ts';
import { type Finding, found } from './finding.ts';

/**
 * Where secrets lie: the file, who can read it, what is sealed, and which are in variables.
 *
 * @throws {CommandError} if the data folder cannot be used, or the sealing key is none
 */
export function checkSecrets(context: Context, origin: Origin): readonly Finding[] {
  const findings = [...checkModes(context)];
  const given = secretVariables.filter((name) => (context.env[name] ?? '') !== '');
  if (given.length > 0)
    findings.push(
      found(
        'secrets',
        'ok',
        `${given.join(', ')} ${given.length > 1 ? 'are' : 'is'} in the environment, for every program that this shell starts.`,
      ),
    );
  const all = openAccounts(context, origin).list();
  const bare = all.filter(({ sealedBy }) => sealedBy === undefined).map(({ username }) => username);
  if (bare.length > 0)
    findings.push(
      found(
        'secrets',
        'ok',
        `Not sealed: ${bare.join(', ')}. Whoever can read the file, as in a backup, has the token.`,
        'To seal it, log in again with `threads login --keyring`, or with THREADS_SEALING_KEY set.',
      ),
    );
  const sealed = all.filter(({ sealedBy }) => sealedBy !== undefined);
  if (sealed.length > 0)
    findings.push(
      found(
        'secrets',
        'ok',
        `Sealed: ${sealed.map(({ username, sealedBy: by }) => `${username} (by the ${by})`).join(', ')}.`,
      ),
    );
  return findings;
}

/** Who else can read what is kept. Windows knows no modes; there the folder is one of the person's own. */
function checkModes(context: Context): readonly Finding[] {
  const file = databaseFile(context);
  const places = [
    [dataFolder(context), 0o700, 'warning'],
    [file, 0o600, 'problem'],
  ] as const;
  const open = places.flatMap(([path, wanted, level]) => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (platform() === 'win32' || mode === undefined || (mode & 0o077) === 0) return [];
    return [
      found(
        'secrets',
        level,
        `Others on this machine can reach into ${path}: its mode is ${(mode & 0o777).toString(8)}.`,
        `chmod ${wanted.toString(8)} ${JSON.stringify(path)}`,
      ),
    ];
  });
  return open.length > 0
    ? open
    : [found('secrets', 'ok', `What is kept is in ${file}, which is yours alone.`)];
}
