import type { WebhookOptions } from '../src/index.ts';

/** A request as the app got it. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** What the app answers: a status, or a status and a text. */
export type Answering = (received: Received) => { readonly status: number; readonly text?: string };

/** Answers the verification with its challenge and everything else with 200. */
export const obliging: Answering = ({ method, path }) => {
  const challenge = new URL(path, 'http://app.example').searchParams.get('hub.challenge');
  return method === 'GET' ? { status: 200, text: challenge ?? '' } : { status: 200 };
};

/** An app in this process: its `fetch` for the emulator, and what it got. */
export function createApp(answering: Answering = obliging): {
  readonly fetch: NonNullable<WebhookOptions['fetch']>;
  readonly received: Received[];
} {
  const received: Received[] = [];
  return {
    received,
    fetch: async (request) => {
      const bytes = new Uint8Array(await request.arrayBuffer());
      const { pathname, search } = new URL(request.url);
      const entry = {
        method: request.method,
        path: pathname + search,
        headers: Object.fromEntries(request.headers),
        bytes,
        text: new TextDecoder().decode(bytes),
      };
      received.push(entry);
      const { status, text } = answering(entry);
      return new Response(text ?? null, { status });
    },
  };
}
