/** What a user did to a post, once at most. */
export interface Reaction {
  readonly userId: string;
  readonly postId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Reactions of one kind, in the order of their posts. */
export interface Reactions<Record extends Reaction> extends Iterable<Record> {
  /** Those to a post, oldest first. */
  readonly to: (postId: string) => readonly Record[];
  readonly of: (userId: string, postId: string) => Record | undefined;
  readonly add: (reaction: Record) => void;
  readonly remove: (userId: string, postId: string) => void;
  /** Removes those to a post. */
  readonly forget: (postId: string) => void;
  readonly clear: () => void;
}

/** Nobody has reacted yet. */
export function createReactions<Record extends Reaction>(): Reactions<Record> {
  const posts = new Map<string, Map<string, Record>>();
  return {
    to: (postId) => [...(posts.get(postId)?.values() ?? [])],
    of: (userId, postId) => posts.get(postId)?.get(userId),
    add: (reaction) => {
      const users = posts.get(reaction.postId) ?? new Map<string, Record>();
      posts.set(reaction.postId, users.set(reaction.userId, reaction));
    },
    remove: (userId, postId) => void posts.get(postId)?.delete(userId),
    forget: (postId) => void posts.delete(postId),
    clear: () => posts.clear(),
    *[Symbol.iterator]() {
      for (const users of posts.values()) yield* users.values();
    },
  };
}
