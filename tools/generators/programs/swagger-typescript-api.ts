import { Api } from '../clients/swagger-typescript-api/threads.ts';
import type { Access, GeneratedClient } from '../tried.ts';

export function connect({ baseUrl, accessToken }: Access): GeneratedClient {
  const threads = new Api({
    baseUrl,
    baseApiParams: { headers: { authorization: `Bearer ${accessToken}` } },
  });
  return {
    create: async (body) => (await threads.publishing.createContainer('me', body)).data.id,
    statusOf: async (id) => (await threads.media.getNode(id, { fields: 'status,error_message' })).data.status,
    publish: async (creation_id) =>
      (await threads.publishing.publishContainer('me', { creation_id })).data.id,
  };
}
