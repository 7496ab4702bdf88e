import { AtpAgent } from '@atproto/api';

/** Lists 25 posts of an author; what comes is checked. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const agent = connect(baseUrl);
  return () => agent.getAuthorFeed({ actor: 'mika.example.com', limit: 25 });
}

/** Creates a post. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const agent = connect(baseUrl);
  return () =>
    agent.com.atproto.repo.createRecord({
      repo: 'did:plc:ragtjsm2j2vknwkz3zp4oxrd',
      collection: 'app.bsky.feed.post',
      record: {
        $type: 'app.bsky.feed.post',
        text: 'Up before the city.',
        createdAt: '2026-05-04T09:12:31.000Z',
      },
    });
}

function connect(baseUrl: string): AtpAgent {
  const agent = new AtpAgent({ service: baseUrl });
  agent.setHeader('authorization', `Bearer ${'b'.repeat(144)}`);
  return agent;
}
