import { ThreadsAuthenticatedApiClient } from 'threads-graph-api';

const fields = [
  'id',
  'media_product_type',
  'media_type',
  'media_url',
  'permalink',
  'owner',
  'username',
  'text',
  'timestamp',
  'shortcode',
  'thumbnail_url',
  'children',
  'is_quote_post',
] as const;

/** Lists 25 posts. Its schema refuses the `owner` and `children` that the API documents, so the server sends it others. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const client = new ThreadsAuthenticatedApiClient('b'.repeat(144), 'me', `${baseUrl}/flat`);
  return () => client.getUserThreads({ id: 'me', fields: [...fields], limit: 25 });
}

/** Creates a container. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const client = new ThreadsAuthenticatedApiClient('b'.repeat(144), 'me', `${baseUrl}/flat`);
  return () => client.createMediaContainer({ mediaType: 'TEXT', text: 'Up before the city.' });
}
