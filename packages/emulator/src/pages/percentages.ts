/**
 * Shares of a whole as whole percentages that sum to 100: each is rounded down, and the points that are left go to those
 * that lost most. Without any share all are 0.
 */
export function wholePercentages(shares: readonly number[]): readonly number[] {
  const exact = shares.map((share) => share * 100);
  const floors = exact.map((share) => Math.floor(share));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const left = total === 0 ? 0 : 100 - floors.reduce((sum, share) => sum + share, 0);
  const byRest = exact
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .toSorted((one, other) => other.rest - one.rest);
  const raised = new Set(byRest.slice(0, left).map(({ index }) => index));
  return floors.map((share, index) => (raised.has(index) ? share + 1 : share));
}
