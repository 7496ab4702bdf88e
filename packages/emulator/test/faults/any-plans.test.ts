import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/index.ts';
import { createTown } from '../api.ts';

const target = fc.record(
  {
    operation: fc.constantFrom('createContainer', 'publishContainer', 'listThreads'),
    call: fc.integer({ min: 1, max: 3 }),
    times: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant(Infinity)),
  },
  { requiredKeys: [] },
);

const fault = fc.oneof(
  fc.record(
    {
      kind: fc.constantFrom('error' as const, 'html' as const),
      status: fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
      after: fc.constant('effect' as const),
    },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constant('answer' as const), body: fc.string() }),
  fc.record({ kind: fc.constantFrom('lost-request' as const, 'lost-answer' as const) }),
  fc.record({ kind: fc.constant('late-effect' as const), delay: fc.integer({ min: 0, max: 1000 }) }),
  fc.record({
    kind: fc.constantFrom('slow-headers' as const, 'slow-body' as const),
    delay: fc.integer({ min: 0, max: 1000 }),
  }),
  fc.record({ kind: fc.constant('huge-body' as const), bytes: fc.integer({ min: 1, max: 100_000 }) }),
  fc.record({
    kind: fc.constantFrom(
      'cut-body' as const,
      'truncated-json' as const,
      'empty-body' as const,
      'invalid-utf8' as const,
    ),
  }),
);

const anyPlan: fc.Arbitrary<FaultPlan> = fc
  .tuple(target, fault)
  .map(([where, what]): FaultPlan => ({ ...where, ...what }));

describe('whatever is planned', () => {
  it('callers get an answer or a broken connection, nothing of the emulator fails, and no text is posted twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPlan, { maxLength: 4 }), async (plans) => {
        const { emulator, alice } = createTown();
        for (const plan of plans) emulator.planFault(plan);
        let calls = 0;
        const call = async (path: string, form?: Readonly<Record<string, string>>): Promise<void> => {
          calls += 1;
          const url = `https://graph.threads.com${path}?access_token=${alice.accessToken}`;
          const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
          const outcome: unknown = await emulator
            .fetch(new Request(url, init))
            .then((response) => response.arrayBuffer())
            .then(
              () => 'answered',
              (error: unknown) => error,
            );
          expect(String(outcome)).toMatch(
            /^(answered|TypeError: (fetch failed|terminated|Failed to fetch))$/,
          );
        };
        for (const text of ['One', 'Two', 'Three']) {
          await call('/me/threads', { media_type: 'TEXT', text, auto_publish_text: 'true' });
          await call('/me/threads');
        }
        expect(emulator.requests).toHaveLength(calls);
        emulator.clearFaults();
        emulator.clock.advance(2000);
        const { body } = await alice.get('/me/threads', { fields: 'text' });
        const texts = body.data.map(({ text }) => text);
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { numRuns: 60 },
    );
  });
});
