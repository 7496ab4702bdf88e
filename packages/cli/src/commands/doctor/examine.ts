import type { SetupLevel } from '@threads-sdk/check-setup';
import { CommandError } from '../../command-error.ts';
import type { ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { hang } from '../../output/facts.ts';
import { printable } from '../../output/printable.ts';
import { styled } from '../../output/styled.ts';
import { checkAccount } from './check-account.ts';
import { checkApp } from './check-app.ts';
import { checkConnection, checkNode } from './check-machine.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkStorage } from './check-storage.ts';
import { type Finding, foundBy } from './finding.ts';

/**
 * Looks at all that a command needs, and says what to do where something is wrong.
 *
 * @throws {CommandError} if there is a problem, after all findings are printed
 */
export async function examine(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const origin = readOrigin(context, options);
  const data: Finding[] = [checkNode(), ...(await checkConnection(context, origin))];
  const checks: readonly (readonly [check: string, () => Promise<readonly Finding[]>])[] = [
    // Before anything opens the database, which mends its mode.
    ['secrets', async () => checkSecrets(context, origin)],
    ['app', () => checkApp(context, origin)],
    ['account', () => checkAccount(context, options)],
    ['storage', async () => checkStorage(context, origin)],
  ];
  for (const [check, run] of checks)
    data.push(...(await run().catch((error: unknown) => [foundBy(check, error)])));

  print(context, options, { data }, () => data.map((finding) => describe(context, finding)).join(''));
  const problems = data.filter(({ level }) => level === 'problem').length;
  if (problems > 0)
    throw new CommandError(
      exitCodes.refused,
      problems === 1 ? 'There is a problem.' : `There are ${problems} problems.`,
      'What to do stands with each.',
    );
}

const colors: Readonly<Record<SetupLevel, Parameters<typeof styled>[1]>> = {
  ok: 'green',
  warning: 'yellow',
  problem: 'red',
  unknown: 'cyan',
};

function describe({ output }: Context, { check, level, message, remedy }: Finding): string {
  const lay = (text: string): string => hang(printable(text), output.width, 9);
  const said = `${styled(output, colors[level], level.padEnd(8))} ${lay(`${check}: ${message}`)}\n`;
  return remedy === undefined ? said : `${said}         ${lay(remedy)}\n`;
}
