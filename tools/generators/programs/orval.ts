import { createContainer, getNode, publishContainer } from '../clients/orval/threads.ts';
import type { Access, GeneratedClient } from '../tried.ts';
import { setBaseUrl } from './base-url.ts';

export function connect({ baseUrl, accessToken }: Access): GeneratedClient {
  setBaseUrl(baseUrl);
  const options = { headers: { authorization: `Bearer ${accessToken}` } };
  return {
    create: async (body) => {
      const answer = await createContainer('me', body, options);
      if (answer.status !== 200) throw new Error(answer.data.error.message);
      return answer.data.id;
    },
    statusOf: async (id) => {
      const answer = await getNode(id, { fields: 'status,error_message' }, options);
      if (answer.status !== 200) throw new Error(answer.data.error.message);
      return answer.data.status;
    },
    publish: async (creation_id) => {
      const answer = await publishContainer('me', { creation_id }, options);
      if (answer.status !== 200) throw new Error(answer.data.error.message);
      return answer.data.id;
    },
  };
}
