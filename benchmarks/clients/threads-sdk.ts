import type { Client, createClient } from '@threads-sdk/core-http';
import { createContainer, listThreads } from '@threads-sdk/endpoints';
import { accessToken, text } from './wanted.ts';

/** `createClient` of one entry of `@threads-sdk/core-http`: `src/clients.ts` says which. */
type CreateClient = (options: Parameters<typeof createClient>[0]) => Client;

/** Lists posts with this SDK, with its default fields: those that the others name. */
export function readerWith(
  create: CreateClient,
): (baseUrl: string) => () => PromiseLike<{ readonly data: readonly { readonly id: string }[] }> {
  return (baseUrl) => {
    const client = create(optionsFor(baseUrl));
    return () => listThreads(client, { limit: 25 });
  };
}

/** Creates a container with this SDK. */
export function writerWith(
  create: CreateClient,
): (baseUrl: string) => () => Promise<{ readonly id: string }> {
  return (baseUrl) => {
    const client = create(optionsFor(baseUrl));
    return () => createContainer(client, { media_type: 'TEXT', text });
  };
}

function optionsFor(baseUrl: string): Parameters<CreateClient>[0] {
  const credentials = {
    userId: '17841405793187218',
    scopes: ['threads_basic', 'threads_content_publish'],
    shortLived: false,
    accessToken,
    expiration: new Date(Date.now() + 24 * 60 * 60 * 1000),
  };
  return { baseUrl, allowInsecure: true, credentials };
}
