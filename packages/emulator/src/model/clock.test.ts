import { describe, expect, it } from 'vitest';
import { createSystemClock, createVirtualClock } from './clock.ts';

describe('a virtual clock', () => {
  it('stands still until it is moved, and sleeping moves it', async () => {
    const clock = createVirtualClock(1000);
    expect(clock.now()).toBe(1000);
    clock.advance(500);
    await clock.sleep(24 * 3_600_000);
    expect(clock.now()).toBe(1500 + 24 * 3_600_000);
  });

  it('does not move for a sleep that is aborted', async () => {
    const clock = createVirtualClock(0);
    const reason = new Error('enough');
    await expect(clock.sleep(10, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(clock.now()).toBe(0);
  });

  it('moves forward alone', async () => {
    const clock = createVirtualClock();
    for (const duration of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => clock.advance(duration)).toThrow(TypeError);
      await expect(clock.sleep(duration)).rejects.toThrow(TypeError);
    }
  });
});

describe('the system clock', () => {
  it('can be set ahead', () => {
    const clock = createSystemClock();
    clock.advance(3_600_000);
    const before = Date.now();
    expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
  });

  it('wakes up, and at once when it is aborted', async () => {
    const clock = createSystemClock();
    await clock.sleep(1);
    const controller = new AbortController();
    const reason = new Error('enough');
    const sleeping = clock.sleep(60_000, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(clock.sleep(1, controller.signal)).rejects.toBe(reason);
  });
});
