import type { World } from '../model/world.ts';
import type { OperationDescription } from '../description/description.ts';
import { decidedBy, type GraphError, nonexistingField, objectNotFound, unknownPath } from './errors.ts';
import type { Behaviour } from '../model/behaviour.ts';
import type { Store } from '../model/store.ts';

/** The path of a request without its version, `v1.0` unless others are accepted. */
export function pathOf(request: Request, otherVersions: Behaviour['otherVersions']): string {
  const version = otherVersions === 'accept' ? /^\/v\d+\.\d+(?=\/|$)/ : /^\/v1\.0(?=\/|$)/;
  const path = new URL(request.url).pathname.replace(version, '');
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return end === 0 ? '/' : path.slice(0, end);
}

/** Where a request leads: to an operation, or to a refusal that only a caller with a valid token gets to see. */
export type Route =
  | { readonly operation: OperationDescription; readonly segment: string }
  | { readonly operation?: undefined; readonly refusal: GraphError };

/**
 * Finds the operation that a request means. Paths such as `/{id}` and `/{id}/replies` belong to several operations:
 * the kind of the object with that id decides.
 */
export function findRoute({ store, operations }: World, requestMethod: string, path: string): Route {
  // HEAD asks for what GET would answer, without its body.
  const method = requestMethod === 'HEAD' ? 'GET' : requestMethod;
  const segments = path.slice(1).split('/').map(decodeSegment);
  // What another version is answered is not known; nobody has seen one.
  if (/^v\d+\.\d+$/.test(segments[0] ?? ''))
    return { refusal: decidedBy(['behaviour.otherVersions'], unknownPath(method, path)) };
  const literal = operations.find(
    (operation) =>
      operation.method === method &&
      !operation.path.includes('{') &&
      operation.path === `/${segments.join('/')}`,
  );
  if (literal !== undefined) return { operation: literal, segment: '' };
  const [id = '', edge] = segments;
  const kind = kindOf(store, id);
  if (kind === undefined || segments.length > 2) {
    const isObject = segments.length <= 2 && id !== '';
    return { refusal: isObject ? objectNotFound(method, id) : unknownPath(method, path) };
  }
  const operation = operations.find(
    (candidate) =>
      candidate.method === method &&
      candidate.edge === edge &&
      placeholders[candidate.placeholder ?? '']?.includes(kind) === true,
  );
  if (operation !== undefined) return { operation, segment: id };
  return {
    refusal: method === 'GET' && edge !== undefined ? nonexistingField(edge) : objectNotFound(method, id),
  };
}

type Kind = 'user' | 'media' | 'container' | 'location';

function kindOf(store: Store, id: string): Kind | undefined {
  if (id === 'me' || store.users.has(id)) return 'user';
  if (store.posts.has(id)) return 'media';
  if (store.containers.has(id)) return 'container';
  return store.locations.has(id) ? 'location' : undefined;
}

// The placeholder of a path says which kinds of objects it is for.
const placeholders: Readonly<Record<string, readonly Kind[]>> = {
  user_id: ['user'],
  media_id: ['media'],
  reply_id: ['media'],
  container_id: ['container'],
  location_id: ['location'],
};

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
