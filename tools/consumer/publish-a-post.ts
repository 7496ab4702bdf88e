import { createClient } from '@threads-sdk/core-http';
import { isPublishError, publish } from '@threads-sdk/publish';

const client = createClient();
try {
  const post = await publish(client, { text: 'Kyoto', media: [{ image: 'https://example.com/gate.jpg' }] });
  console.log(post.id);
} catch (error) {
  if (isPublishError(error)) console.log(error.code, error.state.step);
}
