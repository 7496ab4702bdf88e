import type { Internals } from './client.ts';
import type { Operation } from './operation.ts';
import { wireParameters, type WireParameter } from './parameters.ts';

/** One call, ready to be sent as often as needed. */
export interface Call<Output = unknown> {
  readonly operation: Operation<Output>;
  /** The URL without its query: all that ky needs to know, and shorter to parse. */
  readonly url: string;
  /** Acts twice if it is sent twice. */
  readonly sendOnce: boolean;
  /** What errors must not show. */
  readonly secrets: readonly (string | undefined)[];
  /** The request with its secrets: only for the moment of sending. */
  readonly unseal: () => { readonly url: string; readonly init: RequestInit };
}

const formType = 'application/x-www-form-urlencoded;charset=UTF-8';

/** @throws InvalidInputError if a placeholder of the path has no usable value. */
export function createCall<Output>(
  { baseUrl, tokenPlacement }: Internals,
  operation: Operation<Output>,
  parameters: object,
  token: string | undefined,
): Call<Output> {
  const { method, neverWhen, repeat, secretParameters, versionless } = operation;
  const { path, others } = wireParameters(operation, parameters);
  const isSecret = ([name]: WireParameter): boolean => secretParameters?.includes(name) ?? false;
  const isPost = method === 'POST';
  const url = `${baseUrl}${versionless ? '' : '/v1.0'}${path}`;
  const sendOnce = repeat === 'never' || String(Reflect.get(parameters, neverWhen ?? '')) === 'true';
  return {
    operation,
    url,
    sendOnce,
    secrets: [...others.filter(isSecret).map(([, text]) => text), token],
    unseal: () => {
      const form = isPost ? new URLSearchParams([...others]) : null;
      const query = new URLSearchParams(isPost ? [] : [...others]);
      const headers: Record<string, string> = {};
      if (token && tokenPlacement === 'header') headers['authorization'] = `Bearer ${token}`;
      else if (token) ((tokenPlacement === 'body' && form) || query).append('access_token', token);
      const init = { method, headers, redirect: 'manual', body: form } as const;
      const address = `${url}?${query}`.replace(/\?$/, '');
      if (!form || !sendOnce) return { url: address, init };
      // Where a kept connection breaks, Deno sends a body again that it holds in memory, but never a Blob.
      headers['content-type'] = formType;
      return { url: address, init: { ...init, body: new Blob([form.toString()]) } };
    },
  };
}
