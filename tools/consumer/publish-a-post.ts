import { createClient } from '@threads-sdk/core-http';
import { isThreadsError } from '@threads-sdk/errors';
import { publish } from '@threads-sdk/publish';

const client = createClient();
try {
  const post = await publish(client, { text: 'Kyoto', media: [{ image: 'https://example.com/gate.jpg' }] });
  console.log(post.id);
} catch (error) {
  if (isThreadsError(error) && error.code === 'OUTCOME_UNKNOWN') console.log(error.state?.step);
}
