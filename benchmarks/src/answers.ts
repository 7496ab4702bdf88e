const post = (index: number): object => ({
  id: `1805${String(index).padStart(13, '0')}`,
  media_product_type: 'THREADS',
  media_type: 'CAROUSEL_ALBUM',
  media_url: `https://cdn.example.com/media/${index}/original.jpg?signature=${'a'.repeat(16)}`,
  permalink: `https://www.threads.com/@mika.in.kyoto/post/DJ${index}abcdef`,
  owner: { id: '17841405793187218' },
  username: 'mika.in.kyoto',
  text: `Three days in Kyoto, part ${index}: ${'the garden in the rain, '.repeat(2)}`,
  timestamp: '2026-05-04T09:12:31+0000',
  shortcode: `DJ${index}abcdef`,
  thumbnail_url: `https://cdn.example.com/media/${index}/thumbnail.jpg`,
  children: { data: [{ id: `1806${index}` }, { id: `1807${index}` }] },
  is_quote_post: false,
  has_replies: true,
  alt_text: 'Raked gravel',
  link_attachment_url: 'https://example.com/kyoto',
  quoted_post: { id: `1808${index}` },
  reposted_post: { id: `1809${index}` },
  topic_tag: 'kyoto',
  is_verified: false,
  profile_picture_url: 'https://cdn.example.com/profile.jpg',
  is_spoiler_media: false,
  hide_status: 'NOT_HUSHED',
  reply_audience: 'EVERYONE',
});

const posts = Array.from({ length: 25 }, (_, index) => post(index));
const paging = { cursors: { before: 'QVFIUa', after: 'QVFIUb' } };

/** A page of 25 posts with 24 fields each, as Threads sends it. */
export const page: string = JSON.stringify({ data: posts, paging });

const created = '{"id":"18050000000000001"}';

/**
 * The text that answers a request: of Threads, and of the services that other clients are for, where those would refuse
 * what Threads sends. All lists have 25 items and the same length.
 */
export function answerTo(method: string, path: string): string {
  return prepared[`${method} ${path.replace(/\?.*/, '')}`] ?? (method === 'GET' ? page : created);
}

const identifiers = {
  uri: 'at://did:plc:ragtjsm2j2vknwkz3zp4oxrd/app.bsky.feed.post/3kz2a5bcde22f',
  cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
};

const prepared: Readonly<Record<string, string>> = {
  // threads-graph-api refuses the `owner` and `children` that Threads documents.
  'GET /flat/v1.0/me/threads': pad(
    posts.map((each) => ({ ...each, owner: '17841405793187218', children: ['18060', '18070'] })),
    (data) => ({ data, paging }),
  ),
  'POST /slack/conversations.history': pad(
    posts.map((each) => ({ ...each, type: 'message', user: 'U0123456789', ts: '1777885951.000200' })),
    (messages) => ({ ok: true, messages, has_more: false }),
  ),
  'POST /slack/chat.postMessage': '{"ok":true,"channel":"C0123456789","ts":"1777885951.000200"}',
  'GET /xrpc/app.bsky.feed.getAuthorFeed': pad(
    posts.map((_, index) => ({
      post: {
        ...identifiers,
        author: {
          did: 'did:plc:ragtjsm2j2vknwkz3zp4oxrd',
          handle: 'mika.example.com',
          displayName: 'Mika in Kyoto',
          avatar: 'https://cdn.example.com/profile.jpg',
          viewer: { muted: false, blockedBy: false },
          labels: [],
          createdAt: '2024-05-04T09:12:31.000Z',
        },
        record: {
          $type: 'app.bsky.feed.post',
          text: `Three days in Kyoto, part ${index}`,
          createdAt: '2026-05-04T09:12:31.000Z',
          langs: ['en'],
        },
        replyCount: 1,
        repostCount: 2,
        likeCount: 3,
        quoteCount: 0,
        indexedAt: '2026-05-04T09:12:31.000Z',
        viewer: { threadMuted: false, embeddingDisabled: false },
        labels: [],
      },
    })),
    (feed) => ({ feed, cursor: '2026-05-04T09:12:31.000Z' }),
  ),
  'POST /xrpc/com.atproto.repo.createRecord': JSON.stringify(identifiers),
};

/** Makes a list as long as the page of Threads, with a member that no client knows in each item. */
function pad(items: readonly object[], wrap: (items: readonly object[]) => object): string {
  const missing = page.length - JSON.stringify(wrap(items)).length;
  const filling = 'a'.repeat(Math.max(0, Math.floor(missing / items.length) - ',"filling":""'.length));
  return JSON.stringify(wrap(items.map((item) => ({ ...item, filling }))));
}
