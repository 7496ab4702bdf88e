import { expect, it, onTestFinished } from 'vitest';

it('makes no Request when it is imported, since that costs more than everything else', async () => {
  const property = Object.getOwnPropertyDescriptor(globalThis, 'Request');
  let uses = 0;
  Object.defineProperty(globalThis, 'Request', {
    configurable: true,
    get: (): unknown => {
      uses += 1;
      return property?.get ? property.get.call(globalThis) : property?.value;
    },
  });
  onTestFinished(() => {
    Object.defineProperty(globalThis, 'Request', property ?? {});
  });
  const { createClient, request } = await import('../src/index.ts');
  const client = createClient();
  expect(uses).toBe(0);

  // The trap works: the first request does use it.
  const any = {
    '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
  } as const;
  const operation = {
    id: 'any',
    method: 'GET',
    path: '/me',
    repeat: 'safe',
    anonymous: true,
    scopes: [],
    input: any,
    output: any,
  } as const;
  await request(client, operation, {}, { signal: AbortSignal.timeout(1) }).catch(() => undefined);
  await expect.poll(() => uses).toBeGreaterThan(0);
});
