import type { EmulatorContext } from '../context.ts';
import { createIdentifiers, type Identifiers } from '../identifiers.ts';
import { InvalidInput } from '../invalid-input.ts';
import type { AppOptions } from '../app-options.ts';
import type { EmulatorOptions } from '../options.ts';
import { defaultUsers, plantUsers } from '../seed.ts';
import { clearStore, restoreSnapshot } from './snapshot.ts';

/** The seed where none is given. */
export const defaultSeed = 1;

/**
 * Fills the store as it is right after creation, whatever is in it.
 *
 * @throws {InvalidInput} for a snapshot or seeds of users that make no sense.
 */
export function startOver(context: EmulatorContext, options: EmulatorOptions): void {
  const { store } = context;
  const { snapshot, users, seed } = options;
  if (snapshot !== undefined) {
    const besides = Object.entries({ users, seed }).filter(([, value]) => value !== undefined);
    const issues = besides.map(([name]) => `${name} cannot be given besides a snapshot, which has its own`);
    if (issues.length > 0) throw new InvalidInput('createEmulator', issues);
    restoreSnapshot(context, snapshot, 'createEmulator: snapshot');
    store.app = Object.freeze({ ...store.app, ...options.app });
    return;
  }
  clearStore(store);
  store.seed = seed ?? defaultSeed;
  store.identifiers = createIdentifiers(store.seed);
  store.app = createApp(store.identifiers, options.app);
  plantUsers(context, users ?? defaultUsers);
}

/** The app that clients are, with defaults for what is not given. */
export function createApp(identifiers: Identifiers, app: Partial<AppOptions> = {}): AppOptions {
  return Object.freeze({
    clientId: '990602627938098',
    clientSecret: identifiers.appSecret(),
    name: 'Threads Emulator App',
    redirectUris: ['http://localhost:3000/callback'],
    access: 'advanced' as const,
    ...app,
  });
}
