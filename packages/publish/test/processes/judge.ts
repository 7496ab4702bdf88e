import type { Emulator } from '@threads-sdk/emulator';
import { isAtOnce, type Job } from './jobs.ts';

/** A request that made a post live, or found that its container is. In real epoch milliseconds. */
export interface Effect {
  /** Of the job. */
  readonly name: string;
  /** Of the post. */
  readonly id: string;
  readonly sent: number;
  readonly at: number;
  /** How many of its milliseconds the clock of the sender was wrong. */
  readonly skew: number;
}

/** What a worker tells of a job, in real epoch milliseconds. */
export interface Report {
  /** The name of the job. */
  readonly name: string;
  readonly isCalm: boolean;
  /** What is said was true at this moment: the journal was read last. */
  readonly since: number;
  /** The id of the post. */
  readonly id?: string;
  readonly error?: {
    readonly code: string;
    readonly carriedOut: string;
    readonly retryable: string;
    readonly message: string;
    /** When to try again, by the clock of the process. */
    readonly retryAt?: number | undefined;
  };
}

/** The code of what is thrown and is no error of the SDK. */
export const noneOfOurs = 'none of ours';

/** A report, and when it was heard. */
export type Heard = Report & { readonly heard: number };

/** What was wrong, by kind. All of it has to be empty. */
export interface Verdict {
  readonly twice: readonly string[];
  readonly falseStatements: readonly string[];
  readonly stuck: readonly string[];
  readonly wrongIds: readonly string[];
}

/** Holds what the workers said against what the emulator has. */
export function judge(
  emulator: Emulator,
  jobs: readonly Job[],
  effects: readonly Effect[],
  reports: readonly Heard[],
): Verdict {
  const made = jobs.map((job) => ({
    job,
    effects: effects.filter(({ name }) => name === job.name),
    reports: reports.filter(({ name }) => name === job.name),
  }));
  const live = postsOf(emulator);
  const known = new Set(effects.map(({ id }) => id));
  return {
    twice: [
      ...made
        .filter((each) => new Set(each.effects.map(({ id }) => id)).size > 1)
        .map(({ job, effects: all }) => `${job.name} is live as ${all.map(({ id }) => id).join()}`),
      // What is there and nobody here has made.
      ...[...live.keys()].filter((id) => !known.has(id)).map((id) => `${id} is live, and of no job`),
    ],
    falseStatements: made.flatMap((each) =>
      each.reports.filter((report) => isFalse(report, each)).map((report) => told(each.job, report)),
    ),
    stuck: made
      .filter((each) => !mayEndSo(each, jobs))
      .map(({ job, reports: all }) => `${told(job, all.at(-1))}; ${all.length} reports`),
    wrongIds: made.flatMap(({ job, effects: own, reports: all }) =>
      all
        .filter(
          ({ id }) =>
            id !== undefined && !(own.some((effect) => effect.id === id) && says(live.get(id), job)),
        )
        .map(
          ({ id }) =>
            `${job.name} is called live as ${id}, and is ${own.map((effect) => effect.id).join() || 'not'}`,
        ),
    ),
  };
}

interface Made {
  readonly job: Job;
  readonly effects: readonly Effect[];
  readonly reports: readonly Heard[];
}

/** Whether an error says of the post what was not so when the journal was read last. */
function isFalse({ error, since, heard }: Heard, { effects }: Made): boolean {
  if (!error) return false;
  if (error.code === noneOfOurs) return true;
  if (error.carriedOut === 'maybe') return false;
  if (error.carriedOut === 'yes') return !effects.some(({ at }) => at <= heard);
  return effects.some(({ sent }) => sent <= since);
}

/**
 * Whether a key may end as it did. With an answer, or, where nobody can tell, without: what has no container to ask and is
 * not there, or is there twice in words, or was sent by a clock that was wrong; and which of several that are exactly alike it is.
 */
function mayEndSo({ job, effects, reports }: Made, jobs: readonly Job[]): boolean {
  const last = reports.at(-1);
  if (last === undefined || !last.isCalm) return false;
  if (last.id !== undefined) return true;
  const { code, carriedOut } = last.error ?? {};
  if (code !== 'OUTCOME_UNKNOWN') return false;
  const hasDouble = jobs.some(
    ({ name, post }) => name !== job.name && JSON.stringify(post) === JSON.stringify(job.post),
  );
  if (!isAtOnce(job)) return hasDouble && carriedOut === 'yes';
  return hasDouble || effects.length === 0 || effects.some(({ skew }) => skew !== 0);
}

function told({ name, by }: Job, report: Report | undefined): string {
  const { error, id, isCalm, since } = report ?? {};
  const words = error ? `${error.carriedOut}, ${error.retryable}: ${error.message}` : `live as ${id}`;
  return `${name} (${by}${isCalm ? ', in calm' : ''}, ${since}): ${words}`;
}

/** What is kept of a post, as far as it tells one from another. */
interface Kept {
  readonly id: string;
  readonly ownerId: string;
  readonly carouselItem: boolean;
  readonly repostedPostId?: string;
  readonly content: { readonly text?: string };
}

/** The posts that were there in the beginning. */
export const rootTexts: readonly string[] = Array.from({ length: 40 }, (_, nth) => `Root ${nth}`);

/** All posts of a user or of all, those of the beginning or those that came. */
function postsOf(emulator: Emulator): ReadonlyMap<string, Kept> {
  const posts = emulator.snapshot().store.posts.map((post): Kept => Object(post));
  return new Map(
    posts
      .filter(({ carouselItem, content }) => !carouselItem && !rootTexts.includes(content.text ?? ''))
      .map((post) => [post.id, post]),
  );
}

/** The ids of the posts that a user had in the beginning. */
export function rootIds(emulator: Emulator, username: string): readonly string[] {
  const owner = emulator.users.find((user) => user.username === username)?.id;
  return emulator
    .snapshot()
    .store.posts.map((post): Kept => Object(post))
    .filter(({ content, ownerId }) => ownerId === owner && rootTexts.includes(content.text ?? ''))
    .map(({ id }) => id);
}

function says(kept: Kept | undefined, { post }: Job): boolean {
  if (kept === undefined) return false;
  return 'repost' in post
    ? kept.repostedPostId === post.repost
    : kept.content.text?.trim() === post.text?.trim();
}
