import ky from 'ky';
import * as v from 'valibot';
import { page } from './valibot-page.ts';
import { fieldNames, headers, text } from './wanted.ts';

const created = v.object({ id: v.string() });

/** Lists posts as one writes it by hand with ky and valibot: what our own share is measured against. */
export function reader(baseUrl: string): () => Promise<v.InferOutput<typeof page>> {
  const url = `${baseUrl}/v1.0/me/threads?fields=${fieldNames}&limit=25`;
  return async () => v.parse(page, await ky.get(url, { headers }).json());
}

/** Creates a container as one writes it by hand with ky and valibot. */
export function writer(baseUrl: string): () => Promise<v.InferOutput<typeof created>> {
  const url = `${baseUrl}/v1.0/me/threads`;
  return async () => {
    const body = new URLSearchParams({ media_type: 'TEXT', text });
    return v.parse(created, await ky.post(url, { headers, body }).json());
  };
}
