/**
 * The main job over real HTTP, against the local Threads API: log a user in, publish a text, a picture of the disk, a
 * carousel and a reply, read them back page by page, and look at insights and the quota.
 *
 *     ./run demo            runs it and stops
 *     ./run demo --stay     keeps the local Threads API open, to look at the posts in a browser
 */
import assert from 'node:assert/strict';
import {
  completeAuthorization,
  createAuthorizationUrl,
  createClient,
  getPublishingLimit,
  getThread,
  getThreadInsights,
  getUser,
  listReplies,
  listThreads,
  publish,
} from 'threads-sdk';
import { openFile } from 'threads-sdk/storage/node';
import { pressAllow } from './press-allow.ts';
import { say, startLocalThreads, startStorage, waiting } from './stage.ts';

const { app, http, server } = await startLocalThreads();
say('Local Threads API', server.url);

const { storage, close: closeStorage } = await startStorage();
const fileNamed = (name: string): Promise<Blob> => openFile(new URL(`media/${name}`, import.meta.url));

const scopes = [
  'threads_basic',
  'threads_content_publish',
  'threads_read_replies',
  'threads_manage_replies',
  'threads_manage_insights',
];
const { url, state } = createAuthorizationUrl(app, { scopes });
const callbackUrl = await pressAllow(url);
const credentials = await completeAuthorization(app, { callbackUrl, state, scopes });
const client = createClient({ ...http, credentials });
const user = await getUser(client, { fields: ['username', 'name'] });
assert.equal(user.id, credentials.userId);
say('Logged in', `@${user.username}, id ${user.id}, until ${credentials.expiration.toDateString()}`);

const text = await publish(client, { text: 'Up before the city. #kyoto' }, waiting('text'));
say('Published a text', text.id);

const gate = { image: await fileNamed('gate.jpg'), altText: 'A red gate in fog' };
const image = await publish(
  client,
  { text: 'The gate', media: [gate] },
  { ...waiting('image'), storage }, // which has an address for Threads
);
const { media_url: downloaded } = await getThread(client, { media_id: image.id, fields: ['media_url'] });
say('Published a file', `${image.id}, downloaded from ${downloaded}`);

const carousel = await publish(
  client,
  {
    text: 'Three days in Kyoto',
    media: [
      { image: await fileNamed('garden.jpg'), altText: 'Raked gravel' },
      gate, // stored already
      { video: await fileNamed('walk.mp4'), altText: 'A walk in the fog' },
    ],
  },
  { ...waiting('carousel'), storage },
);
say('Published a carousel', carousel.id);

const reply = await publish(client, { text: 'More tomorrow.', replyTo: carousel.id }, waiting('reply'));
say('Replied to it', reply.id);

const read: string[] = [];
let pageNumber = 0;
for await (const page of listThreads(client, { limit: 2, fields: ['text', 'media_type'] }).pages()) {
  pageNumber += 1;
  say(`Page ${pageNumber}`, page.data.map((thread) => `${thread.media_type} “${thread.text}”`).join(', '));
  read.push(...page.data.map((thread) => thread.id));
}
assert.deepEqual(read.slice(0, 3), [carousel.id, image.id, text.id]);
assert.ok(pageNumber > 1);

const whole = await getThread(client, {
  media_id: carousel.id,
  fields: ['permalink', { children: ['media_type', 'alt_text'] }],
});
assert.deepEqual(
  whole.children?.map((child) => child.media_type),
  ['IMAGE', 'IMAGE', 'VIDEO'],
);
say('The carousel', whole.permalink ?? '');

const replies = await listReplies(client, { media_id: carousel.id, fields: ['text', 'username'] });
assert.deepEqual(
  replies.data.map((each) => each.id),
  [reply.id],
);
say('Its reply', `@${replies.data[0]?.username}: ${replies.data[0]?.text}`);

const insights = await getThreadInsights(client, { media_id: text.id, metric: ['views', 'likes'] });
say('Insights', insights.data.map(({ name, values }) => `${name} ${values?.[0]?.value}`).join(', '));
assert.equal(insights.data.length, 2);

const limit = (await getPublishingLimit(client, { fields: ['quota_usage', 'config'] })).data[0];
assert.equal(limit?.quota_usage, 3);
say('Quota', `${limit.quota_usage} of ${limit.config?.quota_total} posts in 24 hours`);

if (process.argv.includes('--stay')) {
  say('Look at it', `${server.url}/@${user.username} (Ctrl+C ends)`);
} else {
  await server.close();
  await closeStorage();
  say('Done', 'every step did what it says. `./run demo --stay` keeps the page open.');
}
