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
  return {
    operation,
    url,
    sendOnce: repeat === 'never' || String(Reflect.get(parameters, neverWhen ?? '')) === 'true',
    secrets: [...others.filter(isSecret).map(([, text]) => text), token],
    unseal: () => {
      const body = isPost ? new URLSearchParams([...others]) : null;
      const query = new URLSearchParams(isPost ? [] : [...others]);
      const headers: Record<string, string> = {};
      if (token && tokenPlacement === 'header') headers['authorization'] = `Bearer ${token}`;
      else if (token) ((tokenPlacement === 'body' && body) || query).append('access_token', token);
      return { url: `${url}?${query}`.replace(/\?$/, ''), init: { method, headers, redirect: 'manual', body } };
    },
  };
}
