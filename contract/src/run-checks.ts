import { isThreadsError } from '@threads-sdk/errors';
import { type Facts, type Verdict, Skip } from './answer.ts';
import type { Check } from './check.ts';
import { cleanUp, type CleanUp } from './clean-up.ts';
import type { Live } from './live.ts';

/** What became of one check. */
export interface Result {
  readonly id: string;
  readonly answer: Verdict | 'skipped' | 'failed';
  readonly facts: Facts;
  /** Why it was skipped or failed. */
  readonly reason?: string;
}

export interface Run {
  readonly results: readonly Result[];
  readonly cleanUp: CleanUp;
}

/**
 * Runs checks one after the other, then deletes what was posted, then runs those that may cost the token. When the
 * signal is aborted no further check begins; the cleaning up is done in any case.
 */
export async function runChecks(
  live: Live,
  checks: readonly Check[],
  tell: (check: Check, result: Result) => void,
): Promise<Run> {
  const results: Result[] = [];
  const runAll = async (some: readonly Check[]): Promise<void> => {
    for (const check of some) {
      const result = await runCheck(live, check);
      results.push(result);
      tell(check, result);
    }
  };
  await runAll(checks.filter(({ risksToken }) => risksToken !== true));
  const outcome = await cleanUp(live);
  live.gate.shut();
  await runAll(checks.filter(({ risksToken }) => risksToken === true));
  return { results, cleanUp: outcome };
}

async function runCheck(live: Live, check: Check): Promise<Result> {
  const { id } = check;
  live.gate.shut();
  try {
    const obstacle = live.options.signal?.aborted === true ? 'interrupted' : obstacleTo(live, check);
    if (obstacle !== undefined) throw new Skip(obstacle);
    if (check.creates === true) await live.gate.consentToContainers();
    const { verdict, facts } = await check.run(live);
    return { id, answer: verdict, facts };
  } catch (error) {
    return { id, ...describeFailure(live, error) };
  }
}

/** Why a check cannot be run with this token. */
function obstacleTo({ scopes, options }: Live, check: Check): string | undefined {
  const isGranted = (scope: string): boolean => scopes?.includes(scope) === true;
  const missing = check.scopes.filter((scope) => !isGranted(scope));
  // Without knowing what may be done, reading is tried and nothing is posted that could not be deleted.
  if (scopes === undefined && check.scopes.includes('threads_delete'))
    return 'It is not known whether the token may delete. Set THREADS_SCOPES to its permissions.';
  if (scopes !== undefined && missing.length > 0) return `The token lacks ${missing.join(', ')}.`;
  if (check.without !== undefined && (scopes === undefined || isGranted(check.without)))
    return `It takes a token without ${check.without}.`;
  if (check.needs === 'app' && options.app === undefined)
    return 'It takes the app: set THREADS_APP_ID and THREADS_API_SECRET.';
  if (check.needs === 'image' && options.imageUrl === undefined)
    return 'It takes a public image: set THREADS_IMAGE_URL.';
  if (check.needs === 'video' && options.videoUrl === undefined)
    return 'It takes a public video: set THREADS_VIDEO_URL.';
  return undefined;
}

function describeFailure({ options }: Live, error: unknown): Omit<Result, 'id'> {
  if (options.signal?.aborted === true) return { answer: 'skipped', facts: {}, reason: 'interrupted' };
  if (error instanceof Skip) return { answer: 'skipped', facts: {}, reason: error.message };
  // What the SDK asks for on its own was refused, or not understood: that is an answer.
  if (isThreadsError(error) && error.name === 'ApiError') {
    if (error.code === 'PERMISSION_MISSING') return { answer: 'skipped', facts: {}, reason: error.message };
    const { code, status, apiCode, apiSubcode } = error;
    const facts = {
      error: code,
      status: status ?? 'none',
      code: apiCode ?? 'none',
      subcode: apiSubcode ?? 'none',
    };
    return { answer: 'refuted', facts, reason: error.message };
  }
  if (isThreadsError(error) && error.code === 'RESPONSE_INVALID')
    return { answer: 'refuted', facts: { error: error.code }, reason: error.message };
  return { answer: 'failed', facts: {}, reason: error instanceof Error ? error.message : String(error) };
}
