import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve } from '../src/serve.ts';
import { createTown, publishText } from './api.ts';
import { obliging } from './app-receiver.ts';
import { startApp } from './start-app.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a served emulator', () => {
  it('repeats deliveries by itself once they are due, until it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const app = await startApp((request) => (request.method === 'GET' ? obliging(request) : { status: 500 }));
    const { emulator, alice } = createTown();
    const served = await serve(emulator);
    try {
      // Over the wire, as a program in another language would.
      const subscribed = await fetch(`${served.url}/__emulator/control/subscription`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ callbackUrl: app.url, verifyToken: 'x', fields: ['publish'] }),
      });
      expect(subscribed.status).toBe(200);
      await publishText(alice, 'Hello');
      await app.gotten(3);
      await expect.poll(() => emulator.deliveries[0]?.attempts).toHaveLength(2);
      emulator.clock.advance(60_000);
      vi.advanceTimersByTime(999);
      expect(app.received).toHaveLength(3);
      vi.advanceTimersByTime(1);
      await app.gotten(4);
      expect(app.received).toHaveLength(4);
    } finally {
      await served.close();
      await app.close();
    }
    expect(vi.getTimerCount()).toBe(0);
  });
});
