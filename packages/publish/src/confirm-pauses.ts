/** Milliseconds before each look for what became of a request to publish: 30 s in all, so that a late effect shows. */
export const confirmPauses = [0, 1000, 2000, 4000, 8000, 15_000] as const;
