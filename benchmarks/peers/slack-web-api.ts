import { WebClient } from '@slack/web-api';

/** Lists 25 messages of a channel. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const client = new WebClient('b'.repeat(144), { slackApiUrl: `${baseUrl}/slack/` });
  return () => client.conversations.history({ channel: 'C0123456789', limit: 25 });
}

/** Posts a message. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const client = new WebClient('b'.repeat(144), { slackApiUrl: `${baseUrl}/slack/` });
  return () => client.chat.postMessage({ channel: 'C0123456789', text: 'Up before the city.' });
}
