/** Milliseconds before each look for what became of a request to publish: 30 s in all, so that a late effect shows. */
const lookPauses = [0, 1000, 2000, 4000, 8000, 15_000] as const;

/** When the next look is due after so many, in epoch milliseconds; `undefined` when it was looked for long enough. */
export function nextLook(looks: number, now: number): number | undefined {
  const pause = lookPauses[looks];
  return pause === undefined ? undefined : now + pause;
}
