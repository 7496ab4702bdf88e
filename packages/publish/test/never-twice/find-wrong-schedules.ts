import { isThreadsError } from '@threads-sdk/errors';
import { expect } from 'vitest';
import type { Behaviour, FaultPlan } from '@threads-sdk/emulator';
import { type Journal, type Post, publish, type PublishedPost } from '../../src/index.ts';
import { createStage, type Kind, type Live, type Stage } from '../stage.ts';
import { type Choose, everySchedule } from './every-schedule.ts';

/** What may go wrong with a request, and how the emulator is told. */
const faults = {
  'the request is lost': { kind: 'lost-request' },
  'the answer is lost': { kind: 'lost-answer' },
  'the effect is late': { kind: 'late-effect', delay: 5000 },
  'the effect comes long after a 500': { kind: 'late-effect', delay: 20_000, preset: 'unexpected-error' },
  'the effect comes after a minute': { kind: 'late-effect', delay: 60_000 },
  'a 500 hides that it worked': { kind: 'error', after: 'effect', preset: 'unexpected-error' },
  'a missing permission hides that it worked': {
    kind: 'error',
    after: 'effect',
    preset: 'permission-missing',
  },
  'the container is not known': { kind: 'error', preset: 'media-not-found' },
  'the container is not known for long': { kind: 'error', preset: 'media-not-found', times: 4 },
  'the container is said not to be known, and it worked': {
    kind: 'error',
    after: 'effect',
    preset: 'media-not-found',
    times: 4,
  },
  'the container is lost for good': { kind: 'container-lost' },
  'the status is stale': { kind: 'stale-status' },
} as const satisfies Readonly<Record<string, FaultPlan>>;

/** Until when lists lag behind, in milliseconds. */
const lags = { 'lists lag a little': 5000, 'lists lag a lot': 45_000 } as const;

const crashes = ['the process dies before it', 'the process dies after it'] as const;

type Fault = keyof typeof faults;
type Event = Fault | keyof typeof lags | (typeof crashes)[number];

const publishing: readonly Fault[] = [
  'the request is lost',
  'the answer is lost',
  'the effect is late',
  'the effect comes long after a 500',
  'the effect comes after a minute',
  'a 500 hides that it worked',
  'a missing permission hides that it worked',
  'the container is not known',
];

const faultsOf: Readonly<Record<Kind, readonly Fault[]>> = {
  create: ['the request is lost', 'the answer is lost', 'the container is lost for good'],
  status: ['the request is lost', 'the container is not known', 'the status is stale'],
  publish: [
    ...publishing,
    'the container is not known for long',
    'the container is said not to be known, and it worked',
  ],
  'at once': publishing,
  other: ['the request is lost'],
};

const operations: Readonly<Record<Kind, string | undefined>> = {
  create: 'createContainer',
  status: 'getContainer',
  publish: 'publishContainer',
  'at once': undefined,
  other: undefined,
};

/** Publishes under one key, and says how it ended. */
export type Attempt = (
  stage: Stage,
  rootId: string,
  options: { readonly idempotencyKey: string; readonly journal: Journal; readonly signal: AbortSignal },
) => Promise<PublishedPost>;

/** Publishes a post, which may be about the root. */
export function post(make: (rootId: string) => Post, fast = false): Attempt {
  return ({ client }, rootId, options) => publish(client, make(rootId), { ...options, fast });
}

/** What is published, and how much may go wrong in one schedule. */
export interface Case {
  readonly attempt: Attempt;
  readonly faults: number;
  readonly crashes: number;
  /** Faults and crashes together. */
  readonly events: number;
  readonly behaviour?: Partial<Behaviour>;
}

/** Two faults and a crash of the process: thousands of schedules for each kind of post, which take minutes. */
const all = { faults: 2, crashes: 1, events: 3 };

/**
 * Goes through every schedule of faults and crashes within the bounds, or of `SCHEDULES=all` if it is set, and prints
 * how many there were.
 *
 * @returns those that ended wrongly, with what was wrong
 */
export async function findWrongSchedules(row: Case): Promise<readonly string[]> {
  const { attempt, behaviour = {}, ...bounds } = { ...row, ...(isEveryScheduleWanted() ? all : {}) };
  const wrong: string[] = [];
  const isAllowed = (happened: readonly Event[]): boolean => {
    const died = happened.filter((event) => crashes.some((crash) => crash === event)).length;
    return (
      happened.length <= bounds.events && died <= bounds.crashes && happened.length - died <= bounds.faults
    );
  };
  const counts = await everySchedule<Event>(isAllowed, async (choose, schedule) => {
    const end = new AbortController();
    const verdict = await judge(attempt, choose, behaviour, end.signal);
    end.abort(); // what died waits for an answer until then
    if (verdict !== 'right') wrong.push(`${schedule()} → ${verdict}`);
  });
  const table = counts.map((count, number) => `${count} with ${number}`).join(', ');
  console.log(
    `${expect.getState().currentTestName}: schedules by the number of faults and crashes: ${table}`,
  );
  return wrong;
}

function isEveryScheduleWanted(): boolean {
  return typeof process === 'object' && process.env['SCHEDULES'] === 'all';
}

/** After so many looks at a container the next ones are no different. */
const maxTroubledLooks = 10;

async function judge(
  attempt: Attempt,
  chooseNext: Choose<Event>,
  behaviour: Partial<Behaviour>,
  signal: AbortSignal,
): Promise<string> {
  const happened = new Set<Event>();
  const choose: Choose<Event> = (options) => {
    const event = chooseNext(options);
    if (event !== undefined) happened.add(event);
    return event;
  };
  let begun = false;
  let die = (): void => {};
  const death = new Promise<'dead'>((resolve) => {
    die = () => resolve('dead');
  });
  const never = new Promise<Response>(() => {});
  const stage = createStage({
    behaviour,
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
    intercept: async (kind, pass, nth) => {
      if (!begun || (kind === 'status' && nth > maxTroubledLooks)) return pass();
      const isWrite = kind !== 'status' && kind !== 'other';
      const event = choose([...faultsOf[kind], ...crashes.slice(0, isWrite ? 2 : 1)]);
      switch (event) {
        case undefined:
          return pass();
        case 'the process dies before it':
          die();
          return never;
        case 'the process dies after it':
          await pass();
          die();
          return never;
        case 'lists lag a little':
        case 'lists lag a lot':
          throw new Error('Lists lag from the beginning.');
        default: {
          const operation = operations[kind];
          stage.emulator.planFault({ ...faults[event], ...(operation === undefined ? {} : { operation }) });
          return pass();
        }
      }
    },
  });
  const root = await publish(stage.client, { text: 'Root' });
  const lag = choose(['lists lag a little', 'lists lag a lot']);
  if (lag === 'lists lag a little' || lag === 'lists lag a lot') {
    stage.emulator.configure({ readingLag: lags[lag] });
  }
  const entries = new Map<string, string>();
  // A journal of its own for each process, on what outlives them all.
  const start = (): Promise<PublishedPost | { error: unknown }> =>
    attempt(stage, root.id, {
      idempotencyKey: 'a',
      signal,
      journal: {
        get: async (key) => entries.get(key),
        set: async (key, entry) => void entries.set(key, entry),
      },
    }).catch((error: unknown) => ({ error }));
  const live = async (): Promise<readonly Live[]> => {
    stage.clock.advance(600_000); // whatever is late happens
    return (await stage.livePosts()).filter(({ id }) => id !== root.id);
  };

  begun = true;
  const first = await Promise.race([start(), death]);
  const outcome = first === 'dead' ? await start() : first;
  begun = false;
  const mayHide = happened.has('lists lag a lot'); // longer than it is looked for
  const verdict = judgeOutcome(outcome, await live(), mayHide);
  if (verdict !== 'right') return verdict;

  // Where it did not end well, the same key goes on, and ends well unless nobody can tell.
  let last = outcome;
  for (let rerun = 0; rerun < 3 && 'error' in last; rerun += 1) {
    last = await start();
    const rightly = judgeOutcome(last, await live(), false);
    if (rightly !== 'right') return rightly;
  }
  return 'error' in last && !isOutcomeOfSendingOnce(last.error)
    ? `never ends: ${String(last.error)}`
    : 'right';
}

function isOutcomeOfSendingOnce(error: unknown): boolean {
  return isThreadsError(error) && error.code === 'OUTCOME_UNKNOWN' && error.state?.step === 'confirm-at-once';
}

/**
 * Judges what was said by what is live.
 *
 * @param mayHide whether a post that is live could not be found
 */
function judgeOutcome(
  outcome: PublishedPost | { error: unknown },
  live: readonly Live[],
  mayHide: boolean,
): string {
  if (live.length > 1) return `live ${live.length} times`;
  if (!('error' in outcome)) return live[0]?.id === outcome.id ? 'right' : 'called live, and is not';
  if (isThreadsError(outcome.error) && outcome.error.code === 'OUTCOME_UNKNOWN') {
    const { carriedOut } = outcome.error;
    if (carriedOut === 'yes')
      return mayHide ? 'right' : `its id could have been known: ${String(outcome.error)}`;
    return 'right';
  }
  return live.length === 0 ? 'right' : `called failed, and is live: ${String(outcome.error)}`;
}
