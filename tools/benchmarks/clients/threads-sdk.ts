import { type Client, createClient } from '@threads-sdk/core-http';
import { createContainer, listThreads } from '@threads-sdk/endpoints';
import { accessToken, text } from './wanted.ts';

/** Lists posts with this SDK, with its default fields: those that the others name. */
export function reader(
  baseUrl: string,
): () => PromiseLike<{ readonly data: readonly { readonly id: string }[] }> {
  const client = connect(baseUrl);
  return () => listThreads(client, { limit: 25 });
}

/** Creates a container with this SDK. */
export function writer(baseUrl: string): () => Promise<{ readonly id: string }> {
  const client = connect(baseUrl);
  return () => createContainer(client, { media_type: 'TEXT', text });
}

function connect(baseUrl: string): Client {
  const credentials = {
    userId: '17841405793187218',
    scopes: ['threads_basic', 'threads_content_publish'],
    shortLived: false,
    accessToken,
    expiration: new Date(Date.now() + 24 * 60 * 60 * 1000),
  };
  return createClient({ baseUrl, allowInsecure: true, credentials });
}
