import type { PublishStep } from '@threads-sdk/errors';
import { custom, flag, isObject, listOf, matching, number, shape, text } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { isCarousel } from './container-parameters.ts';
import type { Post, Repost } from './post.ts';

/**
 * How far a post is, with all that the steps need. Callers see of it what they may read (`PublishState`), and what they
 * hand back is parsed.
 */
export type State = StateAt<PublishStep>;

/** The state before a step. */
export type StateAt<Step extends PublishStep> = {
  [Each in Step]: { step: Each } & v.InferOutput<ReturnType<typeof stateSchemas>[Each]>;
}[Step];

/** What the state of a post that is made from containers carries along. */
export type Course = Pick<
  StateAt<'create-children'>,
  'post' | 'extra' | 'wasSent' | 'children' | 'lostContainers'
>;

/** The schema of a state, as its step wants it. Of the post and of `extra`, which have rules of their own, it says little. */
export function stateSchema(state: unknown): v.GenericSchema<unknown, State> {
  const schemas: Readonly<Record<string, v.GenericSchema<unknown, object>>> = stateSchemas();
  const step = String(Object(state).step);
  const unknown = shape({ step: custom(() => false, 'must be a step of publishing') }, ['step']);
  // that of the step that the state has
  return (Object.hasOwn(schemas, step) ? schemas[step] : unknown) as v.GenericSchema<unknown, State>;
}

function stateSchemas() {
  /** When something happened, in epoch milliseconds, or how often. */
  const count = custom<number>((value) => typeof value === 'number' && value >= 0, 'must be a number from 0');
  const ids = listOf(id());
  const course = {
    post: custom<Post>((post) => isObject(post) && !('repost' in post), 'must be a post'),
    /** Container ids of a carousel's media, in their order; empty before they exist and for other posts. */
    children: ids,
    /** How many containers Threads has lost, in place of which another was made. */
    lostContainers: count,
  };
  /** With the container of the post, and when it was made, in epoch milliseconds: the post is not older. */
  const container = { ...course, containerId: id(), createdAt: count };
  /** How often Threads answered that it does not know something yet that was made just before. */
  const notReady = count;
  /** How often publishing was tried without a clear answer. */
  const unclearAttempts = count;
  /** The last error that left open whether publishing worked. */
  const lastError = custom<Kept>((value) => isObject(value) && 'message' in value, 'must be an error');
  /** How often it was looked for what became of it. */
  const lookups = count;
  const post = custom<Post | Repost>(isObject, 'must be a post');
  return {
    'create-children': members({ ...course, notReady }),
    /** `pending`: those of `children` that were not `FINISHED` when they were looked at last. */
    'wait-for-children': members({ ...course, pending: ids, createdAt: count }),
    'create-container': members({ ...course, notReady }),
    'wait-for-container': members(container),
    publish: members({ ...container, notReady, unclearAttempts }, { lastError }),
    confirm: members({ ...container, lookups, notReady, unclearAttempts }, { lastError }),
    'find-post': members({ ...container, lookups }, { lastError }),
    'publish-at-once': members({ post, notReady }),
    'confirm-at-once': members({ post, sentAt: count, lookups }, { lastError }),
    done: members({ post, id: id() }, { containerId: id(), crossreshareToIgStatus: text }),
  };
}

/** An error as plain JSON. */
interface Kept {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly carriedOut?: string;
  /** As ISO 8601. */
  readonly retryAt?: string | undefined;
}

type Entries = Readonly<Record<string, v.GenericSchema>>;
type Output<Members extends Entries> = { [Name in keyof Members]: v.InferOutput<Members[Name]> };

/** What a state has to have, and what it may have. */
function members<const Required extends Entries, const Optional extends Entries = Record<never, never>>(
  required: Required,
  optional?: Optional,
): v.GenericSchema<unknown, Output<Required> & Partial<Output<Optional>> & Partial<Always>> {
  const always: { [Name in keyof Always]: v.GenericSchema } = {
    due: number,
    extra: custom(isObject, 'must be an object'),
    wasSent: flag,
  };
  return shape({ step: text, ...required, ...optional, ...always }, Object.keys(required));
}

/** What every state may have. */
interface Always {
  /** Before this time, in epoch milliseconds, the next step is not worth taking. */
  due: number;
  /** Parameters that the SDK does not know, sent with the container of the post. */
  extra: Readonly<Record<string, unknown>>;
  /** That publishing was tried. */
  wasSent: boolean;
}

/** The schema of an id of Threads. */
export function id(): v.GenericSchema<string> {
  return matching(digits, 'must be an id of digits, not a permalink or shortcode');
}

/** Whether a text is an id of Threads. */
export function isId(text: string): boolean {
  return digits.test(text);
}

const digits = /^\d+$/;

/** The state in which publishing a checked post begins. */
export function startOf(
  post: Post,
  { fast = false, extra }: { readonly fast?: boolean; readonly extra?: Always['extra'] },
): StateAt<'create-children' | 'create-container' | 'publish-at-once'> {
  const copy = structuredClone({ post, ...(extra && { extra }) }); // the caller may change theirs while we wait
  return fast ? { ...copy, step: 'publish-at-once', notReady: 0 } : firstState(copy, 0);
}

/** The state in which publishing a post from containers begins, the first time or anew. */
export function firstState(
  state: Pick<Course, 'post' | 'extra' | 'wasSent'>,
  lostContainers: number,
): StateAt<'create-children' | 'create-container'> {
  const course = { ...subjectOf(state), children: [], lostContainers };
  return { ...course, step: isCarousel(state.post) ? 'create-children' : 'create-container', notReady: 0 };
}

/** How often a post gets a new container in place of one that Threads has lost. */
const maxLostContainers = 1;

/** The state in which a post gets a new container because Threads has lost this one; `undefined` if it may not. */
export function replaceLost(state: Course): ReturnType<typeof firstState> | undefined {
  const { lostContainers } = state;
  return lostContainers < maxLostContainers ? firstState(state, lostContainers + 1) : undefined;
}

/** What every state says about what is published. */
export function subjectOf<Subject extends Pick<State, 'post' | 'extra' | 'wasSent'>>({
  post,
  extra,
  wasSent,
}: Subject): Pick<Subject, 'post' | 'extra' | 'wasSent'> {
  return { post, ...(extra && { extra }), ...(wasSent && { wasSent }) };
}

/** What goes from the state before one step into the state before the next. */
export function courseOf(state: Course): Course {
  const { children, lostContainers } = state;
  return { ...subjectOf(state), children, lostContainers };
}

/** Whether something was sent that may have made the post live, and what became of it is being looked for. */
export function isSent(step: PublishStep): boolean {
  return step === 'confirm' || step === 'confirm-at-once' || step === 'find-post';
}

/**
 * A state that was kept, for whoever goes on with it: it looks at once and anew, and may try as often as before. That an
 * answer was not clear is not forgotten.
 */
export function afresh({ due: _, ...state }: State): State {
  switch (state.step) {
    case 'publish':
      return { ...state, unclearAttempts: Math.min(state.unclearAttempts, 1) };
    case 'confirm':
      return { ...state, unclearAttempts: Math.min(state.unclearAttempts, 2), lookups: 0 };
    case 'find-post':
    case 'confirm-at-once':
      return { ...state, lookups: 0 };
    default:
      return state;
  }
}

/**
 * Whether two states are about the same post: as plain JSON, whatever the order of the members. Addresses of media may differ
 * in their query, as those of a store that signs them anew each time do.
 */
export function isSamePost(one: State, other: State): boolean {
  return sorted(one) === sorted(other);
}

function sorted({ post, extra }: State): string {
  return JSON.stringify([post, extra], (name, value: unknown) => {
    if (/^(image|video)$/.test(name) && typeof value === 'string') return value.replace(/[?#].*/s, '');
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  });
}
