import type { PublishedPost } from '@threads-sdk/errors';
import { checkInput, custom, isObject, listOf, shape, text } from '@threads-sdk/internal';
import type { ChainState } from './chain-state.ts';
import { asReply, laterIssues, replyToSchema } from './check-chain.ts';
import { recordIssues, stateIssues } from './check-state.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post.ts';
import { id, startOf, type State, stateSchema, subjectOf } from './state.ts';

/** How far a chain is, with all that the steps need. */
export interface Chain extends ChainState {
  readonly current: State;
}

/** The state in which publishing checked posts begins. */
export function startOfChain(
  [first, ...rest]: readonly Post[],
  {
    replyTo = 'previous',
    extra,
    fast,
  }: Pick<PublishOptions, 'extra' | 'fast'> & { readonly replyTo?: ChainState['replyTo'] },
): Chain {
  // There is a first one: that was checked.
  const current = startOf(first as Post, { ...(extra && { extra }), ...(fast && { fast }) });
  return chainAt({ replyTo, published: [], rest: structuredClone(rest) }, current);
}

/** The chain with another state of the post that it is at. */
export function chainAt(
  { replyTo, published, rest }: Omit<ChainState, 'current' | 'step'>,
  current: State,
): Chain {
  const { step, due } = current;
  return { step, ...(due !== undefined && { due }), replyTo, published, current, rest };
}

/** The chain after the post that it is at went live: at the next one, or done. */
export function afterPart(chain: Chain, post: PublishedPost): Chain {
  const { current, replyTo } = chain;
  const published = [...chain.published, post];
  const [next, ...rest] = chain.rest;
  if (next === undefined) {
    return chainAt({ ...chain, published }, { ...subjectOf(current), ...post, step: 'done' });
  }
  const target = replyTo === 'root' ? published[0] : post;
  const { extra } = current;
  const start = startOf(asReply(next, target?.id ?? post.id), extra ? { extra } : {});
  return chainAt({ replyTo, published, rest }, start);
}

/** Parses a state that was handed out. A copy, since the caller may change theirs while we wait. */
export function checkChain(call: string, state: ChainState, options: object): Chain {
  const { current, rest } = Object(state);
  const parsed = checkInput(call, chainSchema(current), state, [
    ...stateIssues(current, options, 'current.'),
    ...laterIssues(
      Array.isArray(rest) ? rest : [],
      Object(options).storage ?? false,
      (index) => `rest[${index}]`,
    ),
    ...recordIssues(options),
  ]);
  return structuredClone(chainAt(parsed, parsed.current));
}

function chainSchema(current: unknown) {
  const members = {
    replyTo: replyToSchema(),
    published: listOf(
      shape<PublishedPost>({ id: id(), containerId: text, crossreshareToIgStatus: text }, ['id']),
    ),
    current: stateSchema(current),
    rest: listOf(custom<Post>(isObject, 'must be a post')),
  };
  return shape<Pick<Chain, keyof typeof members>>(members, Object.keys(members));
}
