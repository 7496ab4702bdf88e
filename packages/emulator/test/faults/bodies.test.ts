import { describe, expect, it } from 'vitest';
import { createVirtualClock, type Emulator, type FaultPlan } from '../../src/index.ts';
import { createTown, type Caller } from '../api.ts';
import { finishedContainer, publishRaw, textsOf } from './stage.ts';

describe('an answer that is slow', () => {
  it('comes as late as the plan says, on the clock, after the effect', async () => {
    const { emulator, alice } = createTown();
    const before = emulator.clock.now();
    emulator.planFault({ kind: 'slow-headers', delay: 30_000 });
    expect((await alice.get('/me')).status).toBe(200);
    expect(emulator.clock.now() - before).toBe(30_000);
  });

  it('comes piece by piece, each after its delay', async () => {
    const { emulator, alice } = createTown();
    const whole = (await alice.get('/me')).text;
    const before = emulator.clock.now();
    emulator.planFault({ kind: 'slow-body', delay: 300, bytes: 5 });
    const response = await emulator.fetch(
      new Request(`https://graph.threads.com/v1.0/me?access_token=${alice.accessToken}`),
    );
    expect(emulator.clock.now()).toBe(before);
    expect(await response.text()).toBe(whole);
    expect(emulator.clock.now() - before).toBe(300 * Math.ceil(whole.length / 5));
  });

  it('is left alone once the caller gives up', async () => {
    const { emulator, alice } = createTown({ clock: createVirtualClock() });
    emulator.planFault({ kind: 'slow-headers', delay: 30_000 });
    const request = new Request(`https://graph.threads.com/me?access_token=${alice.accessToken}`, {
      signal: AbortSignal.abort(new Error('I have no time')),
    });
    await expect(emulator.fetch(request)).rejects.toThrow('I have no time');
    expect(emulator.requests).toMatchObject([{ operation: 'getUser', status: 0, faults: ['slow-headers'] }]);
  });
});

describe('a body that is broken', () => {
  const fetchBytes = async (emulator: Emulator, { accessToken }: Caller): Promise<Uint8Array> =>
    new Uint8Array(
      await (
        await emulator.fetch(
          new Request(`https://graph.threads.com/me?fields=username&access_token=${accessToken}`),
        )
      ).arrayBuffer(),
    );

  it.each([
    { kind: 'truncated-json' },
    { kind: 'empty-body' },
    { kind: 'invalid-utf8' },
    { kind: 'lost-answer' },
    { kind: 'cut-body' },
    { kind: 'huge-body', bytes: 2000 },
  ] satisfies FaultPlan[])('as by $kind does not undo the effect', async (plan) => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ ...plan, operation: 'publishContainer' });
    await publishRaw(emulator, alice, container).catch(() => {});
    expect(await textsOf(alice)).toEqual(['Hello']);
  });

  it.each([
    { kind: 'truncated-json' },
    { kind: 'empty-body' },
    { kind: 'invalid-utf8' },
    { kind: 'slow-body', delay: 1, bytes: 5 },
    { kind: 'huge-body', bytes: 2000 },
  ] satisfies FaultPlan[])('as by $kind keeps the status and the headers of the answer', async (plan) => {
    const { emulator, alice } = createTown();
    const ask = (): Promise<Response> =>
      emulator.fetch(new Request(`https://graph.threads.com/nothing?access_token=${alice.accessToken}`));
    const whole = await ask();
    emulator.planFault(plan);
    const broken = await ask();
    expect(broken.status).toBe(whole.status);
    expect(broken.headers.get('content-type')).toBe(whole.headers.get('content-type'));
    expect(whole.status).toBe(400);
  });

  it('is half of the JSON', async () => {
    const { emulator, alice } = createTown();
    const whole = (await alice.get('/me', { fields: 'username' })).text;
    emulator.planFault({ kind: 'truncated-json' });
    const text = new TextDecoder().decode(await fetchBytes(emulator, alice));
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('is empty', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'empty-body' });
    expect(await fetchBytes(emulator, alice)).toHaveLength(0);
  });

  it('is no UTF-8, which only a strict decoder sees', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'invalid-utf8' });
    const bytes = await fetchBytes(emulator, alice);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ username: 'alice' });
  });

  it('is huge, and still the JSON', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'huge-body', bytes: 3_000_000 });
    const bytes = await fetchBytes(emulator, alice);
    expect(bytes).toHaveLength(3_000_000);
    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ username: 'alice' });
  });
});
