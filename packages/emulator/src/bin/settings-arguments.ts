import type { WebhookOptions } from '../events/webhook-options.ts';
import type { AppOptions } from '../model/app-options.ts';
import { alternativeBehaviour, defaultBehaviour, type Behaviour } from '../model/behaviour.ts';
import type { Duration, Processing, SettingsChanges } from '../model/settings.ts';
import type { Rule } from './read-options.ts';

const longest = 2 ** 31 - 1;
const kinds: readonly (keyof Processing)[] = ['text', 'image', 'video', 'carousel'];

/** The values that a behaviour can have, the default first. */
function valuesOf(name: keyof Behaviour): readonly Behaviour[keyof Behaviour][] {
  return [defaultBehaviour[name], ...alternativeBehaviour[name]];
}

function behaviourNames(): readonly (keyof Behaviour)[] {
  return Object.keys(defaultBehaviour) as (keyof Behaviour)[]; // no others are in it
}

/** Every behaviour with its values, the default first, as lines for a person. */
export function describeBehaviours(): readonly string[] {
  return behaviourNames().map((name) => `${name}=${valuesOf(name).join('|')}`);
}

/** What values of the options that are settings have to be like. */
export const settingsRules: Readonly<Record<string, Rule>> = {
  behaviour: (pair) => {
    if (readBehaviour(pair) !== undefined) return undefined;
    const known = behaviourNames().find((name) => name === nameOfPair(pair));
    return known === undefined
      ? `must be name=value with a name of --help, not "${pair}"`
      : `must be ${known}=${valuesOf(known).join(` or ${known}=`)}, not "${pair}"`;
  },
  processing: (pair) =>
    readProcessing(pair) === undefined
      ? `must be a kind (${kinds.join(', ')}) with milliseconds, such as text=300 or image=1000-3000, not "${pair}"`
      : undefined,
  latency: ['milliseconds, such as 50 or 50-400', (value) => readDuration(value) !== undefined],
  'reading-lag': [`milliseconds from 0 to ${longest}`, (value) => typeof readDuration(value) === 'number'],
  'webhook-values': ['array or object', isValuesShape],
  'webhook-duplicates': ['a whole number from 0 to 100', (value) => /^(?:\d\d?|100)$/.test(value)],
  'webhook-retries': [
    `milliseconds such as 0,60000,300000, each from 0 to ${longest}, or none`,
    (value) => readDelays(value) !== undefined,
  ],
  access: ['standard or advanced', (value) => value === 'standard' || value === 'advanced'],
};

/** `name` of `name=value`. */
export function nameOfPair(value: string): string {
  return splitPair(value)[0];
}

/** The settings that options ask for, once their values are right. */
export function readSettings(given: ReadonlyMap<string, readonly string[]>): SettingsChanges {
  const one = (name: string): string | undefined => given.get(name)?.[0];
  const behaviour = Object.assign({}, ...(given.get('behaviour') ?? []).map(readBehaviour));
  const processing = Object.assign({}, ...(given.get('processing') ?? []).map(readProcessing));
  const latency = one('latency');
  const readingLag = one('reading-lag');
  const app = readApp(given);
  return {
    ...(Object.keys(behaviour).length === 0 ? {} : { behaviour }),
    ...(Object.keys(processing).length === 0 ? {} : { processing }),
    ...(latency === undefined ? {} : { latency: readDuration(latency) ?? 0 }),
    ...(readingLag === undefined ? {} : { readingLag: Number(readingLag) }),
    ...(Object.keys(app).length === 0 ? {} : { app }),
  };
}

/** How webhooks are sent, once the values of the options are right. */
export function readWebhooks(
  given: ReadonlyMap<string, readonly string[]>,
): Pick<WebhookOptions, 'valuesShape' | 'duplicates' | 'retryDelays'> {
  const one = (name: string): string | undefined => given.get(name)?.[0];
  const valuesShape = one('webhook-values') ?? '';
  const duplicates = one('webhook-duplicates');
  const retryDelays = readDelays(one('webhook-retries') ?? '');
  return {
    ...(isValuesShape(valuesShape) ? { valuesShape } : {}),
    ...(duplicates === undefined ? {} : { duplicates: Number(duplicates) }),
    ...(retryDelays === undefined ? {} : { retryDelays }),
  };
}

function isValuesShape(value: string): value is 'array' | 'object' {
  return value === 'array' || value === 'object';
}

/** Delays as they are written, `0,60000` or `none`; nothing if they are not. */
function readDelays(text: string): readonly number[] | undefined {
  if (text === 'none') return [];
  const delays = text.split(',').map((part) => readDuration(part));
  return delays.every((delay) => typeof delay === 'number') ? delays : undefined;
}

function readApp(given: ReadonlyMap<string, readonly string[]>): Partial<AppOptions> {
  const members: Readonly<Record<keyof Omit<AppOptions, 'name' | 'redirectUris'>, string>> = {
    clientId: 'app-id',
    clientSecret: 'app-secret',
    access: 'access',
    deauthorizeCallbackUrl: 'deauthorize-url',
    dataDeletionCallbackUrl: 'data-deletion-url',
  };
  const texts = Object.entries(members).flatMap(([member, name]) => {
    const [value] = given.get(name) ?? [];
    return value === undefined ? [] : [[member, value]];
  });
  const redirectUris = given.get('redirect-uri');
  return {
    ...Object.fromEntries(texts),
    ...(redirectUris === undefined ? {} : { redirectUris }),
  };
}

function readBehaviour(pair: string): Partial<Behaviour> | undefined {
  const [given, text] = splitPair(pair);
  const name = behaviourNames().find((known) => known === given);
  const value = name === undefined ? undefined : valuesOf(name).find((known) => String(known) === text);
  return name === undefined || value === undefined ? undefined : { [name]: value };
}

function readProcessing(pair: string): Partial<Processing> | undefined {
  const [given, text] = splitPair(pair);
  const kind = kinds.find((known) => known === given);
  const duration = readDuration(text);
  return kind === undefined || duration === undefined ? undefined : { [kind]: duration };
}

function splitPair(pair: string): readonly [name: string, value: string] {
  const [, name = pair, value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
  return [name, value];
}

/** Milliseconds as they are written, `300` or `1000-3000`; nothing if they are not. */
function readDuration(text: string): Duration | undefined {
  const [, first, second] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const min = Number(first);
  const max = Number(second ?? first);
  if (min > max || max > longest) return undefined;
  return second === undefined ? min : { min, max };
}
