import { fieldNames, headers, text } from './wanted.ts';

/** Lists posts with nothing but `fetch`: the least that can be written. Nothing is checked, not even the status. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const url = `${baseUrl}/v1.0/me/threads?fields=${fieldNames}&limit=25`;
  return async () => (await fetch(url, { headers })).json();
}

/** Creates a container with nothing but `fetch`. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const url = `${baseUrl}/v1.0/me/threads`;
  return async () => {
    const body = new URLSearchParams({ media_type: 'TEXT', text });
    return (await fetch(url, { method: 'POST', headers, body })).json();
  };
}
