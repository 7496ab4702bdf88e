import * as v from 'valibot';
import {
  assertInput,
  checked,
  either,
  type Entries,
  listOf,
  number,
  object,
  oneOf,
  text,
} from '../input/schemas.ts';
import { type AppOptions, appRules } from './app-options.ts';
import { alternativeBehaviour, type Behaviour, defaultBehaviour } from './behaviour.ts';
import type { Duration, Processing, Settings, SettingsChanges, SettingsHolder } from './settings.ts';
import type { Store } from './store.ts';

/**
 * Changes some settings, `SettingsChanges`, and gives all.
 *
 * @throws {InvalidInput} naming everything that is wrong; then nothing is changed.
 */
export function configure(
  { settings, store }: { readonly settings: SettingsHolder; readonly store: Store },
  changes: unknown,
  subject = 'configure',
): Settings {
  assertInput(subject, settingsSchema(), changes);
  const { app, behaviour, processing, ...others } = changes;
  const { current } = settings;
  settings.current = Object.freeze({
    ...current,
    ...others,
    processing: Object.freeze({ ...current.processing, ...processing }),
    behaviour: Object.freeze({ ...current.behaviour, ...behaviour }),
  });
  if (app !== undefined) store.app = Object.freeze({ ...store.app, ...app });
  return Object.freeze({ ...settings.current, app: store.app });
}

/** What changes of settings have to be like. */
export function settingsSchema(): v.GenericSchema<SettingsChanges> {
  const duration = v.optional(durationSchema());
  return object<SettingsChanges>({
    latency: duration,
    processing: v.optional(
      object<Partial<Processing>>({ text: duration, image: duration, video: duration, carousel: duration }),
    ),
    readingLag: v.optional(number(0, maxMilliseconds)),
    behaviour: v.optional(behaviourSchema()),
    app: v.optional(appSchema()),
  });
}

// The longest that a timer of JavaScript takes.
const maxMilliseconds = 2 ** 31 - 1;

function durationSchema(): v.GenericSchema<Duration> {
  const milliseconds = number(0, maxMilliseconds);
  return v.pipe(
    either<Duration>(
      `milliseconds, a number from 0 to ${maxMilliseconds}, or { min, max } of such`,
      milliseconds,
      object<{ readonly min: number; readonly max: number }>({ min: milliseconds, max: milliseconds }),
    ),
    v.check(
      (duration) => typeof duration === 'number' || duration.min <= duration.max,
      'must have a min that is not above its max',
    ),
  );
}

/** What a change of behaviour has to be like. */
function behaviourSchema(): v.GenericSchema<Partial<Behaviour>> {
  const choices: v.ObjectEntries = {};
  for (const [name, alternatives] of Object.entries(alternativeBehaviour))
    choices[name] = v.optional(oneOf([defaultBehaviour[name as keyof Behaviour], ...alternatives]));
  return object<Partial<Behaviour>>(choices as Entries<Partial<Behaviour>>);
}

/** The schemas of the app's members. */
export function appEntries(): Entries<AppOptions> {
  const ruled = (name: keyof typeof appRules): v.GenericSchema<string> => {
    const [what, isRight] = appRules[name];
    return checked(
      `must be ${what}`,
      (value): value is string => typeof value === 'string' && isRight(value),
    );
  };
  return {
    clientId: ruled('clientId'),
    clientSecret: ruled('clientSecret'),
    name: text,
    redirectUris: v.pipe(
      listOf(ruled('redirectUris')),
      v.check((addresses) => addresses.length > 0, 'must name at least one address'),
    ),
    access: oneOf(['advanced', 'standard']),
    deauthorizeCallbackUrl: v.optional(ruled('deauthorizeCallbackUrl')),
    dataDeletionCallbackUrl: v.optional(ruled('dataDeletionCallbackUrl')),
  };
}

/** What a change of the app has to be like. */
function appSchema(): v.GenericSchema<Partial<AppOptions>> {
  const entries = Object.entries(appEntries()).map(([name, schema]) => [name, v.optional(schema)]);
  return object<Partial<AppOptions>>(Object.fromEntries(entries) as Entries<Partial<AppOptions>>);
}
