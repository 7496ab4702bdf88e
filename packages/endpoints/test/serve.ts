import { createClient, type Client } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';

/** An API in this process that answers every request with one text. */
export interface Served {
  readonly client: Client;
  /** What was asked so far: method, path and query or body. */
  readonly requests: readonly string[];
  /** What was left out of each answer so far. */
  readonly leftOut: readonly (readonly string[])[];
  answerWith(json: string): void;
}

export function serve(): Served {
  const requests: string[] = [];
  const leftOut: (readonly string[])[] = [];
  let answer = '{}';
  const credentials = createCredentials({
    userId: '1',
    scopes: [], // nobody knows, so every operation is sent
    shortLived: false,
    accessToken: 'THexample',
    expiration: new Date(Date.now() + 3_600_000),
  });
  const respond = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    requests.push(`${request.method} ${pathname}${search} ${await request.text()}`.trim());
    return new Response(answer, { headers: { 'content-type': 'application/json' } });
  };
  return {
    client: createClient({
      fetch: respond,
      credentials,
      hooks: { onEnd: (end) => leftOut.push(end.leftOut ?? []) },
    }),
    requests,
    leftOut,
    answerWith: (json) => {
      answer = json;
    },
  };
}
