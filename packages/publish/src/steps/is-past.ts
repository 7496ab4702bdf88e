import type { Client } from '@threads-sdk/core-http';

/** Milliseconds after which a request that was not carried out will not be any more. */
const latestEffect = 300_000;

/** Whether what was sent so long ago has had its effect if it ever has one. */
export function isPast({ clock }: Client, sentAt: number): boolean {
  return clock.now() - sentAt > latestEffect;
}
