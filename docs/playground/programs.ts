/** A program that is ready to be run in the playground. */
export interface ReadyProgram {
  readonly name: string;
  readonly title: string;
  readonly code: string;
}

const start = (names: string): string => `import { ${names} } from 'threads-sdk';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';

// A Threads of its own, with one user, whose time passes at once.
const users = [{ username: 'alice' }];
const emulator = createEmulator({ clock: createVirtualClock(), users });
const client = createClient(emulator.clientOptions({ username: 'alice' }));
`;

/** The first is shown first. */
export const readyPrograms: readonly ReadyProgram[] = [
  {
    name: 'publish',
    title: 'Publish a post',
    code: `${start('createClient, publish')}
const { id } = await publish(client, { text: 'Hello from my browser' });
console.log('Published:', id);
`,
  },
  {
    name: 'carousel',
    title: 'Publish a carousel and a reply',
    code: `${start('createClient, publish')}
const carousel = await publish(client, {
  text: 'Three days in Kyoto',
  media: [
    { image: 'https://example.com/garden.jpg', altText: 'Raked gravel' },
    { image: 'https://example.com/tea.jpg', altText: 'A bowl of tea' },
    { video: 'https://example.com/walk.mp4', altText: 'A walk along the river' },
  ],
});
const reply = await publish(client, { text: 'More tomorrow.', replyTo: carousel.id });
console.log(carousel.id, reply.id);
`,
  },
  {
    name: 'fault',
    title: 'Lose an answer, and post once all the same',
    code: `${start('createClient, listThreads, publish')}
// The post goes live, and the answer that says so is lost.
emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer' });

const { id } = await publish(client, { text: 'Once and no more' });
const { data } = await listThreads(client);
console.log('Published:', id, 'Posts:', data.length);
`,
  },
  {
    name: 'refused',
    title: 'Be refused, and read why',
    code: `${start('createClient, isThreadsError, publish')}
emulator.planFault({ kind: 'container-error', message: 'FAILED_PROCESSING_VIDEO' });

try {
  await publish(client, { media: [{ video: 'https://example.com/walk.mp4' }] });
} catch (error) {
  if (!isThreadsError(error)) throw error;
  console.log(error.code);
  console.log(error.message);
  console.log(error.remedy);
}
`,
  },
  {
    name: 'read',
    title: 'List posts and read their insights',
    code: `${start('createClient, getThreadInsights, listThreads')}
emulator.addUser({ username: 'bob', posts: ['First', 'Second', 'Third'] });
const bob = createClient(emulator.clientOptions({ username: 'bob' }));

for await (const thread of listThreads(bob, { fields: ['text', 'permalink'] })) {
  const { data } = await getThreadInsights(bob, { media_id: thread.id, metric: ['views', 'likes'] });
  console.log(thread.text, thread.permalink);
  for (const { name, values } of data) console.log('  ', name, values[0].value);
}
`,
  },
];
