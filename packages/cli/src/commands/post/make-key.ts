import { createHash } from 'node:crypto';

/** The key of what somebody posts, made from all of it: the same content of the same account has the same key. */
export function makeKey(kind: 'post' | 'chain', userId: string, content: unknown): string {
  return `${kind}-${digestOf([userId, content])}`;
}

/** What tells plain JSON from other, whatever the order of its members. */
export function digestOf(content: unknown): string {
  const json = JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(json).digest('hex').slice(0, 20);
}
