import { listOf, wordOf } from './control-client.ts';

/** A delivery in one line: which, of what, what became of it, and what was answered last. */
export function describeDelivery(delivery: Readonly<Record<string, unknown>>): string {
  const { id, field, state, attempts, createdAt } = delivery;
  const all = listOf(attempts);
  const { status, failure } = all.at(-1) ?? {};
  const columns = [
    wordOf(id).padStart(4),
    wordOf(field).padEnd(8),
    wordOf(state).padEnd(9),
    `${all.length} ${all.length === 1 ? 'attempt' : 'attempts'}`.padEnd(11),
    wordOf(status ?? failure).padEnd(12),
    new Date(Number(createdAt)).toISOString(),
  ];
  return columns.join('  ');
}
