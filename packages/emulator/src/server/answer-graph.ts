import type { AnonymousCall, Call, Outcome } from '../handlers/call.ts';
import type { EmulatorContext } from '../context.ts';
import type { OperationDescription } from '../description/description.ts';
import { decidedBy, nonexistingField, objectNotFound, permissionMissing } from '../graph/errors.ts';
import { readNode, type GraphNode, type Selection, type UnknownFields } from '../graph/fields.ts';
import { anonymousHandlers, handlers } from '../handlers/handlers.ts';
import type { JsonValue } from '../graph/json.ts';
import { accessTokenOf, type Parameters } from '../graph/parameters.ts';
import type { Route } from '../graph/routing.ts';
import { readSelections } from '../graph/selections.ts';
import type { DecidingSetting } from '../model/settings.ts';
import { findUserToken } from '../access/tokens.ts';

/**
 * What a request to the Graph is answered: authenticate, find the operation, check permissions, handle, read the fields.
 *
 * @throws {GraphError} for every refusal.
 */
export async function answerGraph(
  context: EmulatorContext,
  request: Request,
  parameters: Parameters,
  route: Route,
): Promise<JsonValue> {
  const { operation } = route;
  const url = addressOf(context, request);
  if (operation?.anonymous === true) {
    const call: AnonymousCall = { context, operation, parameters, url };
    return render(call, await handlerOf(anonymousHandlers, operation)(call));
  }
  const { accessToken, userId, scopes } = findUserToken(context, accessTokenOf(request, parameters));
  if (operation === undefined) throw route.refusal;
  if (!operation.scopes.every((scope) => scopes.includes(scope))) throw permissionMissing();
  const user = context.store.users.get(userId);
  if (user === undefined) throw new TypeError(`A token belongs to ${userId}, who is no user.`);
  const id = route.segment === 'me' ? userId : route.segment;
  // Tokens reach their own user alone; other profiles are looked up by name.
  if (context.store.users.has(id) && id !== userId) throw objectNotFound(request.method, id);
  const call: Call = { context, operation, parameters, url, user, scopes, accessToken, id };
  return render(call, await handlerOf(handlers, operation)(call));
}

function addressOf({ origin }: EmulatorContext, request: Request): URL {
  const url = new URL(request.url);
  return origin === undefined ? url : new URL(url.pathname + url.search, origin);
}

function handlerOf<Handler>(
  table: Readonly<Record<string, Handler>>,
  operation: OperationDescription,
): Handler {
  const handler = table[operation.id];
  if (handler === undefined) throw new TypeError(`No handler answers the operation ${operation.id}.`);
  return handler;
}

function render(call: AnonymousCall, outcome: Outcome): JsonValue {
  if ('body' in outcome) return outcome.body;
  const selections = readSelections(call.parameters);
  const read = (node: GraphNode): JsonValue =>
    readNode(node, readableOf(call, selections, 'refuse'), 'refuse');
  if ('node' in outcome) return read(outcome.node);
  if ('only' in outcome) return { data: [read(outcome.only)] };
  const { unknownListFields } = call.context.settings.current.behaviour;
  const readable = readableOf(call, selections, unknownListFields, ['behaviour.unknownListFields']);
  return {
    data: outcome.list.map((node) => readNode(node, readable, unknownListFields)),
    paging: outcome.paging,
  };
}

// What an operation can read is a fact of the description, also where the object itself could show more.
function readableOf(
  { operation }: AnonymousCall,
  selections: readonly Selection[] | undefined,
  unknownFields: UnknownFields,
  settings: readonly DecidingSetting[] = [],
): readonly Selection[] | undefined {
  const isReadable = ({ name }: Selection): boolean => name === 'id' || operation.readable.has(name);
  const unreadable = selections?.find((selection) => !isReadable(selection));
  if (unreadable !== undefined && unknownFields === 'refuse')
    throw decidedBy(settings, nonexistingField(unreadable.name));
  return selections?.filter(isReadable);
}
