import { describe, expect, it } from 'vitest';
import { isPublicAddress, resolveHost } from './addresses.ts';

const versions = { node: '22.2.0' };
const canLookUp = 'process' in globalThis && 'getBuiltinModule' in process;

describe('a host name', () => {
  it.runIf(canLookUp)('is looked up as this machine would', async () => {
    const addresses = (await resolveHost('localhost')) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it.runIf(canLookUp)('that nobody knows is an error', async () => {
    await expect(resolveHost('no-such-host.invalid')).rejects.toThrow(/ENOTFOUND/);
  });

  it.each([
    ['a browser', { navigator: { userAgent: 'Mozilla/5.0' } }],
    ['a Worker', { navigator: { userAgent: 'Cloudflare-Workers' }, process: { versions } }],
  ])('is not looked up in %s', async (_, runtime) => {
    expect(await resolveHost('localhost', runtime)).toBeUndefined();
  });

  it('is not let pass by a Node that cannot look it up in this way', async () => {
    await expect(resolveHost('localhost', { process: { versions } })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('22.3'),
    });
  });
});
