import process from 'node:process';
import { loadClientOptions } from '@threads-sdk/core-http/fetch';
import { interrupted } from '../../ask.ts';
import type { Context } from '../../context.ts';
import type { Origin } from '../../origin.ts';
import { type Finding, found } from './finding.ts';

/** Which Node this is. One that is too old does not come as far as this. */
export function checkNode(): Finding {
  return found('node', 'ok', `Node ${process.versions.node}.`);
}

/** From how many seconds on a clock is said to be wrong. */
const tolerance = 60;

/** Whether Threads answers at all, and what time it has. */
export async function checkConnection(context: Context, origin: Origin): Promise<readonly Finding[]> {
  const { baseUrl = 'https://graph.threads.com' } = loadClientOptions(origin.env);
  const answer = await ask(context, baseUrl);
  if (typeof answer === 'string')
    return [
      found(
        'connection',
        'problem',
        `${baseUrl} does not answer (${answer}).`,
        origin.isEmulator
          ? 'Start the emulator in another terminal: `threads emulator`.'
          : 'Look at the network, and for a proxy or a firewall.',
      ),
    ];
  return [
    found('connection', 'ok', `${baseUrl} answers.`),
    checkClock(Date.parse(answer.headers.get('date') ?? ''), context.clock.now()),
  ];
}

function checkClock(theirs: number, ours: number): Finding {
  if (Number.isNaN(theirs)) return found('clock', 'unknown', 'The answer does not say what time it is.');
  const seconds = Math.round((ours - theirs) / 1000);
  if (Math.abs(seconds) <= tolerance) return found('clock', 'ok', 'The clock of this machine is right.');
  return found(
    'clock',
    'warning',
    `The clock of this machine is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}.`,
    'Set it by the network: the end of tokens and the age of posts are reckoned by it.',
  );
}

/**
 * Asks for an address without a token, and follows nowhere.
 *
 * @returns the answer, or why there is none
 * @throws {CommandError} if the person interrupted the command
 */
export async function ask({ signal }: Context, url: string): Promise<Response | string> {
  try {
    return await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    });
  } catch (error) {
    if (signal.aborted) throw interrupted();
    const { code, name, message } = Object(Object(error).cause ?? error);
    return name === 'TimeoutError' ? 'no answer within 10 seconds' : String(code ?? message);
  }
}
