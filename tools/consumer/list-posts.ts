import { createClient } from '@threads-sdk/core-http';
import { listThreads } from '@threads-sdk/endpoints';

const client = createClient();
for await (const thread of listThreads(client, { fields: ['text', 'permalink'], limit: 25 })) {
  console.log(thread.permalink, thread.text);
}
