import { describe, expect, it } from 'vitest';
import { createShownForms } from '../src/acts/shown-forms.ts';
import { createVirtualClock } from '../src/model/clock.ts';
import type { EmulatorContext } from '../src/context.ts';
import { createEventState } from '../src/events/event-state.ts';
import { readOperations, readScopes, type OperationDescription } from '../src/description/description.ts';
import type { GraphNode } from '../src/graph/fields.ts';
import { anonymousHandlers, handlers } from '../src/handlers/handlers.ts';
import { oauthHandler } from '../src/handlers/oauth.tsx';
import { createLateEffects } from '../src/faults/late-effects.ts';
import { createPlannedFaults } from '../src/faults/planned-faults.ts';
import { createIdentifiers } from '../src/model/identifiers.ts';
import { createRequestLog } from '../src/log/log.ts';
import { containerNode } from '../src/objects/container.ts';
import { locationNode } from '../src/objects/location.ts';
import { publishingLimitNode } from '../src/objects/publishing-limit.ts';
import { threadNode } from '../src/objects/thread.ts';
import { profileNode, userNode } from '../src/objects/user.ts';
import { addContainer } from '../src/model/containers.ts';
import { plainContent } from '../src/model/posts.ts';
import { defaultUsers, plantUsers } from '../src/model/seed.ts';
import { createSettings } from '../src/model/settings.ts';
import { createStore } from '../src/model/store.ts';

const operations = readOperations();

function createContext(): EmulatorContext {
  const identifiers = createIdentifiers(1);
  const app = {
    clientId: '1',
    clientSecret: 'secret',
    name: 'App',
    redirectUris: [],
    access: 'advanced' as const,
  };
  const store = createStore(1, identifiers, app);
  const context: EmulatorContext = {
    store,
    clock: createVirtualClock(),
    log: createRequestLog(0),
    events: createEventState(undefined),
    operations,
    media: 'trust',
    settings: createSettings(),
    faults: createPlannedFaults(operations, store),
    lateEffects: createLateEffects(),
    forms: createShownForms(),
  };
  plantUsers(context, defaultUsers);
  return context;
}

function operation(id: string): OperationDescription {
  const found = operations.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`The description has no operation ${id}.`);
  return found;
}

describe('every operation of the description', () => {
  it('has a handler, and every handler an operation', () => {
    const graph = operations.filter(({ tag }) => tag !== 'oauth');
    expect(Object.keys(handlers).toSorted()).toEqual(
      graph
        .filter(({ anonymous }) => !anonymous)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(Object.keys(anonymousHandlers).toSorted()).toEqual(
      graph
        .filter(({ anonymous }) => anonymous)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it('of OAuth has a route', () => {
    for (const { method, path } of operations.filter(({ tag }) => tag === 'oauth'))
      expect(oauthHandler(method, path)).toBeTypeOf('function');
    expect(oauthHandler('GET', '/me')).toBeUndefined();
  });

  it('needs permissions that a user can grant', () => {
    expect(readScopes()).toHaveLength(11);
    for (const { scopes, writable, readable } of operations) {
      for (const scope of [...scopes, ...[...writable.values()].flat(), ...[...readable.values()].flat()]) {
        expect(readScopes()).toContain(scope);
      }
    }
  });
});

describe('the fields that the description lets one read', () => {
  const context = createContext();
  const [user] = context.store.users.values();
  const [post] = context.store.posts.values();
  const [location] = context.store.locations.values();
  if (user === undefined || post === undefined || location === undefined)
    throw new Error('The seeds planted nothing.');
  const container = addContainer(context, {
    ownerId: user.id,
    mediaType: 'TEXT',
    carouselItem: false,
    content: plainContent,
    crossreshare: false,
  });
  const thread = threadNode(context, { userId: user.id, scopes: [] }, post);

  it.each<readonly [string, GraphNode]>([
    ['getThread', thread],
    ['listThreads', thread],
    ['listConversation', thread],
    ['searchThreads', thread],
    ['getUser', userNode(context, user)],
    ['lookupProfile', profileNode(context, user)],
    ['getContainer', containerNode(context, container)],
    ['getLocation', locationNode(location)],
    ['searchLocations', locationNode(location)],
    ['getPublishingLimit', publishingLimitNode(context, user)],
  ])('with %s are those that its object has', (id, node) => {
    const names = [...Object.keys(node.fields), ...Object.keys(node.objects ?? {})];
    expect(names.toSorted()).toEqual([...operation(id).readable.keys()].toSorted());
  });
});
