/** Milliseconds that need no closer look: a quadratic step over 25,000 characters takes half a second. */
const soon = 20;

/** Into how many pieces it is cut. */
const pieces = 16;

/**
 * Whether work takes time in proportion to how much there is of it: all at once about as long as piece by piece, and sixteen
 * times as long where a step over it is quadratic. Both are measured side by side, a few times, so that it holds on a busy machine
 * too. Where the clock stands while code runs, as on Workers, it cannot be seen and is taken to be so.
 *
 * @param work does so much
 * @param much for regular expressions 25,000 characters: of a text twice as long, JavaScriptCore compiles some no more, which
 *   takes a hundred times as long at once
 * @param now the time in milliseconds
 */
export function isInProportion(
  work: (much: number) => unknown,
  much: number,
  now: () => number = () => performance.now(),
): boolean {
  const durationOf = (part: () => unknown): number => {
    const started = now();
    part();
    return now() - started;
  };
  for (let round = 0; round < 3; round += 1) {
    const whole = durationOf(() => work(much));
    if (whole <= soon) return true;
    const piecewise = durationOf(() => {
      for (let piece = 0; piece < pieces; piece += 1) work(much / pieces);
    });
    if (whole <= 4 * piecewise) return true;
  }
  return false;
}
