import type { Emulator, PostSeed, UserSeed } from '@threads-sdk/emulator';

/** Users who post alike; every second post of all is a reply by somebody else. */
export function createTown(size: { readonly users: number; readonly posts: number }): UserSeed[] {
  const postsPerUser = size.posts / size.users / 2;
  const names = Array.from({ length: size.users }, (_, index) => `user.${index}`);
  return names.map((username, index) => ({
    username,
    posts: Array.from({ length: postsPerUser }, (_, place) => ({
      text: `Up before the city, day ${place}`,
      replies: [
        { by: names[(index + place + 1) % names.length] ?? username, text: `Which city, @${username}?` },
      ],
    })),
  }));
}

/** A user with so many posts, the last of which has as many replies: every second reply answers the one before it. */
export function createCrowd(posts: number): UserSeed[] {
  const plain = Array.from({ length: posts - 1 }, (_, index): PostSeed => ({ text: `Day ${index}` }));
  const replies = Array.from({ length: posts / 2 }, (_, index) => ({
    by: 'reader',
    text: `Reply ${index}`,
    replies: [{ by: 'writer', text: `Answer ${index}` }],
  }));
  return [{ username: 'writer', posts: [...plain, { text: 'Questions?', replies }] }, { username: 'reader' }];
}

/** What a client that shows posts asks for. */
export const usualFields: string =
  'id,media_product_type,media_type,media_url,permalink,owner,username,text,timestamp,shortcode,thumbnail_url,children,is_quote_post,has_replies,alt_text,topic_tag,is_verified,profile_picture_url,hide_status,reply_audience';

/** The address of a list's first page for the first user: 25 posts with the usual fields. */
export function pageOf(
  emulator: Emulator,
  path: string,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const { accessToken } = emulator.issueToken({ username: emulator.users[0]?.username ?? '' });
  const query = new URLSearchParams({
    fields: usualFields,
    limit: '25',
    access_token: accessToken,
    ...parameters,
  });
  return `https://graph.threads.com/v1.0${path}?${query}`;
}
