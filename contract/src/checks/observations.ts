import { decide } from '../answer.ts';
import { type Check, publishing } from '../check.ts';
import { textPost } from '../posts.ts';
import { describeWire, pick } from '../wire.ts';

const telling = /usage|retry-after|rate-?limit/;

/** What the end of a run shows, and all its answers together. */
export const observationChecks: readonly Check[] = [
  {
    id: 'published-status',
    question: 'How long does a container say `PUBLISHED`?',
    emulator: 'As long as it lives.',
    settles: [],
    scopes: publishing,
    run: async (live) => {
      const { container, publishedAt } = await textPost(live);
      const wire = await live.call('GET', `/${container}`, { fields: 'status' });
      const status = pick(wire.body, 'status');
      return {
        verdict: 'measured',
        facts: {
          'seconds since publishing': Math.round((live.clock.now() - publishedAt) / 1000),
          container: typeof status === 'string' ? status : 'no status',
          ...describeWire(wire),
        },
      };
    },
  },
  {
    id: 'null-members',
    question: 'Was a member of any answer `null`?',
    emulator: 'Never: what does not apply is absent.',
    settles: ['What does not apply is absent and never `null`.'],
    scopes: [],
    run: async ({ seen }) =>
      decide(seen.nulls.size === 0, { answers: seen.answers, nulls: [...seen.nulls].toSorted() }),
  },
  {
    id: 'numeric-ids',
    question: 'Which calls answered an id as a number?',
    emulator: 'The location search alone.',
    settles: ['Ids are text of digits that a double cannot hold.'],
    scopes: [],
    run: async ({ seen }) => {
      const numbers = [...seen.numericIds].toSorted();
      return decide(
        numbers.every((edge) => edge === 'location_search'),
        { numbers, texts: [...seen.textIds].toSorted() },
      );
    },
  },
  {
    id: 'usage-headers',
    question: 'Which headers tell of usage and throttling?',
    emulator: 'None.',
    settles: ['Headers that tell of usage: which ones Threads sends is not known.'],
    scopes: [],
    run: async ({ seen }) => {
      const headers = [...seen.headers].filter((name) => telling.test(name)).toSorted();
      return decide(headers.length === 0, { answers: seen.answers, headers });
    },
  },
  {
    id: 'members-of-errors',
    question: 'Which members had the errors, and was `error_data` among them?',
    emulator: 'Never `error_data`.',
    settles: ['`error_data` in the envelope.'],
    scopes: [],
    run: async ({ seen }) =>
      decide(!seen.errorMembers.has('error_data'), { members: [...seen.errorMembers].toSorted() }),
  },
];
