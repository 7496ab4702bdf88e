import { createClient } from '../clients/hey-api/client/index.ts';
import { createContainer, getNode, publishContainer } from '../clients/hey-api/index.ts';
import type { Access, GeneratedClient } from '../tried.ts';

export function connect({ baseUrl, accessToken }: Access): GeneratedClient {
  const client = createClient({ baseUrl, auth: accessToken, throwOnError: true });
  const path = { user_id: 'me' };
  return {
    create: async (body) => {
      const { data } = await createContainer({ client, path, body, throwOnError: true });
      return data.id;
    },
    statusOf: async (id) => {
      const query = { fields: 'status,error_message' };
      const { data } = await getNode({ client, path: { id }, query, throwOnError: true });
      return data.status;
    },
    publish: async (creation_id) => {
      const { data } = await publishContainer({ client, path, body: { creation_id }, throwOnError: true });
      return data.id;
    },
  };
}
