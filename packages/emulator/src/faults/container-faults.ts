import type { ContainerStatus } from '../model/containers.ts';
import { jsonResponse } from '../graph/json.ts';
import { parseJson } from '../graph/parameters.ts';
import { isObject } from '../input/schemas.ts';
import type { ContainerRecord } from '../model/records.ts';
import type { Store } from '../model/store.ts';

/** Changes the container that an answer names, if it names one: an error does not, nor does a text that is live already. */
export async function changeContainer(
  { containers }: Store,
  response: Response,
  changes: Partial<Pick<ContainerRecord, 'failure' | 'lost'>>,
): Promise<Response> {
  const body = parseJson(await response.clone().text());
  const id = isObject(body) ? body['id'] : undefined;
  const container = typeof id === 'string' ? containers.get(id) : undefined;
  if (container !== undefined) containers.set(container.id, Object.freeze({ ...container, ...changes }));
  return response;
}

const previousStatuses: Readonly<Record<ContainerStatus, ContainerStatus>> = {
  IN_PROGRESS: 'IN_PROGRESS',
  FINISHED: 'IN_PROGRESS',
  ERROR: 'IN_PROGRESS',
  PUBLISHED: 'FINISHED',
  EXPIRED: 'FINISHED',
};

/** The answer as it was when the container had the status before the present one. */
export async function withPreviousStatus(response: Response): Promise<Response> {
  const body = parseJson(await response.clone().text());
  if (!isObject(body)) return response;
  const status = Object.entries(previousStatuses).find(([present]) => present === body['status'])?.[1];
  if (status === undefined) return response;
  const { error_message: _, ...rest } = body;
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...rest, status })) text[name] = String(value);
  return jsonResponse(text, response.status);
}
