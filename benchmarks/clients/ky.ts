import ky from 'ky';
import { fieldNames, headers, text } from './wanted.ts';

/** Lists posts with ky: refuses error statuses, repeats, times out. What comes is not checked. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const url = `${baseUrl}/v1.0/me/threads?fields=${fieldNames}&limit=25`;
  return () => ky.get(url, { headers }).json();
}

/** Creates a container with ky. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const url = `${baseUrl}/v1.0/me/threads`;
  return () => ky.post(url, { headers, body: new URLSearchParams({ media_type: 'TEXT', text }) }).json();
}
