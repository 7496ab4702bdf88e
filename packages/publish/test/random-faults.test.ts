import { isThreadsError } from '@threads-sdk/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Media, type Post, publish, type PublishedPost } from '../src/index.ts';
import { connectionReset, createStage, graphError, type Intercept, type Live, notFound } from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };

type Step = Parameters<Intercept>[1];

describe('whatever happens to the requests', () => {
  const faults = [
    'none',
    'lost before',
    'lost after',
    'late',
    'failed before',
    'failed after',
    'unknown',
    'permission',
  ] as const;
  const looks = ['none', 'none', 'none', 'lost', 'unknown', 'failed'] as const;

  it('nothing is live twice, nothing is called failed that is live, nothing is called live that is not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...faults), { maxLength: 9 }),
        fc.array(fc.constantFrom(...looks), { maxLength: 12 }),
        fc.nat(8),
        fc.constantFrom<Post>(
          { text: 'Hello' },
          { media: [image] },
          { media: [image, image], text: 'Hello' },
        ),
        async (publishFaults, statusFaults, delay, post) => {
          const late: { at: number; pass: Step }[] = [];
          const stage = createStage({
            processing: { text: 0, image: 0, carousel: 0 },
            intercept: async (kind, pass, nth) => {
              if (kind === 'publish') return publishWith(publishFaults[nth - 1] ?? 'none', pass);
              // Everything but a request to publish shows how far time has come.
              for (const { pass: act } of late.filter(({ at }) => at <= stage.clock.now())) await act();
              if (kind !== 'status' || stage.count('publish') === 0) return pass();
              switch (statusFaults[nth % 12] ?? 'none') {
                case 'lost':
                  throw connectionReset();
                case 'unknown':
                  return notFound();
                case 'failed':
                  return graphError(500, 2);
                case 'none':
                  return pass();
              }
            },
          });
          const publishWith = async (fault: (typeof faults)[number], pass: Step): Promise<Response> => {
            switch (fault) {
              case 'none':
                return pass();
              case 'lost before':
                throw connectionReset();
              case 'lost after':
                await pass();
                throw connectionReset();
              case 'late':
                late.push({ at: stage.clock.now() + delay * 1000, pass: once(pass) });
                throw connectionReset();
              case 'failed before':
                return graphError(500, 2);
              case 'failed after':
                await pass();
                return graphError(500, 2);
              case 'unknown':
                // Only a container that was not published is unknown.
                return (await stage.livePosts()).length === 0 ? notFound() : pass();
              case 'permission':
                await pass();
                return graphError(500, 10);
            }
          };

          const outcome = await publish(stage.client, post).catch((error: unknown) => ({ error }));
          for (const { pass } of late) await pass();
          const live = await stage.livePosts();

          expect(live.length).toBeLessThanOrEqual(1);
          expect(verdictOn(outcome, live)).toBe('right');
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Judges what `publish` said by what is live. */
function verdictOn(outcome: PublishedPost | { error: unknown }, live: readonly Live[]): string {
  if (!('error' in outcome)) return live[0]?.id === outcome.id ? 'right' : 'called live, and is not';
  if (isThreadsError(outcome.error) && outcome.error.code === 'OUTCOME_UNKNOWN') return 'right';
  return live.length === 0 ? 'right' : `called failed, and is live: ${String(outcome.error)}`;
}

function once(pass: Step): Step {
  let answer: Promise<Response> | undefined;
  return () => (answer ??= pass());
}
