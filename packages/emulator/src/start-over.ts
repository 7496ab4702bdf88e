import type { EmulatorContext } from './context.ts';
import { resolveWebhookOptions } from './events/webhook-options.ts';
import { createIdentifiers, type Identifiers } from './model/identifiers.ts';
import { InvalidInput } from './input/invalid-input.ts';
import type { AppOptions } from './model/app-options.ts';
import type { EmulatorOptions } from './options.ts';
import { defaultUsers, plantUsers } from './model/seed.ts';
import { configure } from './model/configure.ts';
import { createSettings, type SettingsChanges } from './model/settings.ts';
import { clearStore, restoreSnapshot } from './state/snapshot.ts';

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
    configure(context, settingsOf(options), 'createEmulator');
    context.events.options = resolveWebhookOptions({ ...context.events.options, ...options.webhooks });
    return;
  }
  clearStore(store);
  store.seed = seed ?? defaultSeed;
  store.identifiers = createIdentifiers(store.seed);
  store.app = createApp(store.identifiers);
  context.settings.current = createSettings().current;
  context.events.options = resolveWebhookOptions(options.webhooks);
  configure(context, settingsOf(options), 'createEmulator');
  plantUsers(context, users ?? defaultUsers);
}

/** The app that clients are where nothing is said of it. */
export function createApp(identifiers: Identifiers): AppOptions {
  return Object.freeze({
    clientId: '990602627938098',
    clientSecret: identifiers.appSecret(),
    name: 'Threads Emulator App',
    redirectUris: ['http://localhost:3000/callback'],
    access: 'advanced',
  });
}

/** What of the options can be changed while the emulator runs. */
function settingsOf({ app, behaviour, latency, processing, readingLag }: EmulatorOptions): SettingsChanges {
  const given = Object.entries({ app, behaviour, latency, processing, readingLag });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
