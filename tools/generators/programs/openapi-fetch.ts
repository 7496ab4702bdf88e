import createClient from 'openapi-fetch';
import type { paths } from '../clients/openapi-fetch/threads.ts';
import type { Access, GeneratedClient } from '../tried.ts';

export function connect({ baseUrl, accessToken }: Access): GeneratedClient {
  const threads = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${accessToken}` } });
  const path = { user_id: 'me' };
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }; // else it sends JSON
  return {
    create: async (body) => {
      const { data, error } = await threads.POST('/{user_id}/threads', { params: { path }, body, headers });
      if (data === undefined) throw new Error(error.error.message);
      return data.id;
    },
    statusOf: async (id) => {
      const { data, error } = await threads.GET('/{id}', {
        params: { path: { id }, query: { fields: 'status,error_message' } },
      });
      if (data === undefined) throw new Error(error.error.message);
      return data.status;
    },
    publish: async (creation_id) => {
      const { data, error } = await threads.POST('/{user_id}/threads_publish', {
        params: { path },
        body: { creation_id },
        headers,
      });
      if (data === undefined) throw new Error(error.error.message);
      return data.id;
    },
  };
}
