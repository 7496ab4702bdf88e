import {
  createClient,
  type Credentials,
  getUser,
  getUserInsights,
  type HttpOptions,
  isThreadsError,
  listThreads,
} from 'threads-sdk';

/** What the site shows of a person. */
export interface Profile {
  readonly username: string;
  readonly biography: string;
  /** Unknown if the person left the permission out. */
  readonly followers: number | undefined;
  readonly posts: readonly { readonly text: string; readonly permalink: string; readonly date: string }[];
}

export async function readProfile(http: HttpOptions, credentials: Credentials): Promise<Profile> {
  const client = createClient({ ...http, credentials });
  const [user, posts, followers] = await Promise.all([
    getUser(client, { fields: ['username', 'threads_biography'] }),
    listThreads(client, { limit: 5, fields: ['text', 'permalink', 'timestamp'] }),
    getUserInsights(client, { metric: ['followers_count'] }).catch((error: unknown) => {
      // People may leave permissions out, and Threads tells when one is needed.
      if (isThreadsError(error) && error.code === 'PERMISSION_MISSING') return undefined;
      throw error;
    }),
  ]);
  return {
    username: user.username ?? '',
    biography: user.threads_biography ?? '',
    followers: followers?.data[0]?.total_value?.value,
    posts: posts.data.map(({ text = '', permalink = '', timestamp = '' }) => ({
      text,
      permalink,
      date: timestamp.slice(0, 10),
    })),
  };
}
