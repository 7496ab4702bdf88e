import { ok } from '@oazapfts/runtime';
import { createContainer, getNode, publishContainer } from '../clients/oazapfts/threads.ts';
import type { Access, GeneratedClient } from '../tried.ts';

export function connect({ baseUrl, accessToken }: Access): GeneratedClient {
  const options = { baseUrl, headers: { authorization: `Bearer ${accessToken}` } };
  return {
    create: async (body) => (await ok(createContainer('me', body, options))).id,
    statusOf: async (id) => (await ok(getNode(id, { fields: 'status,error_message' }, options))).status,
    publish: async (creation_id) => (await ok(publishContainer('me', { creation_id }, options))).id,
  };
}
