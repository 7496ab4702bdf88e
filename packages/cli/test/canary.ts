import type { Emulator } from '@threads-sdk/emulator';
import { afterAll, expect } from 'vitest';
import type { Machine, Ran } from './threads.ts';

/** A machine whose output is kept, and looked through for tokens and secrets of the emulator at the end of the file. */
export function watched(machine: Machine, emulator: Emulator): Machine {
  const written: string[] = [];
  afterAll(() => {
    const secrets = [...new Set(JSON.stringify(emulator.snapshot()).match(/"THAA?[\w-]{20,}"/g) ?? [])];
    expect(secrets.length).toBeGreaterThan(0);
    const all = written.join('\n');
    expect(all.length).toBeGreaterThan(0);
    for (const secret of [...secrets.map((text) => text.slice(1, -1)), emulator.app.clientSecret])
      expect(all.includes(secret)).toBe(false);
  });
  const keep = <Result extends Pick<Ran, 'stdout' | 'stderr'> | { readonly screen: string }>(
    result: Result,
  ): Result => {
    written.push(...Object.values(result).map(String));
    return result;
  };
  return {
    ...machine,
    run: async (...given) => keep(await machine.run(...given)),
    type: async (...given) => keep(await machine.type(...given)),
  };
}
