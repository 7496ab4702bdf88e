import type { RequestRecord } from '../../log/request-record.ts';
import { alternativeBehaviour, defaultBehaviour, type Behaviour } from '../../model/behaviour.ts';
import type { DecidingSetting } from '../../model/settings.ts';

/** A setting of the emulator that decides about an error. */
export interface ErrorSwitch {
  /** Its place in the settings, such as `behaviour.textLength`. */
  readonly path: string;
  readonly decides: string;
  /** How the command line sets it. */
  readonly option: string;
  /** How the control API sets it: what `PATCH /__emulator/control/settings` is sent. */
  readonly json: string;
}

interface Row {
  readonly decides: string;
  /** The command line's option, and a value of the setting as an example. For a behaviour they follow from its values. */
  readonly example?: readonly [option: string, value: unknown];
}

const rows: Readonly<Record<DecidingSetting, Row>> = {
  processing: {
    decides: 'how long a container of each kind is not ready',
    example: [
      ['text', 'image', 'video', 'carousel'].map((kind) => `--processing ${kind}=0`).join(' '),
      { text: 0, image: 0, video: 0, carousel: 0 },
    ],
  },
  'behaviour.secondPublication': {
    decides: 'whether a container that was published before can be published again',
  },
  'behaviour.unfinishedChildren': {
    decides: 'whether a carousel may be made while its items are in progress',
  },
  'behaviour.otherVersions': { decides: 'whether the path may have another version than v1.0' },
  'app.access': { decides: 'whether the app passed its review', example: ['--access advanced', 'advanced'] },
  'behaviour.standardAccess': { decides: 'what an app without review is answered' },
  'behaviour.replyPermission': { decides: 'what a reply needs besides threads_content_publish' },
  'behaviour.textLength': { decides: 'how the characters of a text are counted' },
  'behaviour.unknownListFields': { decides: 'whether a list refuses fields that do not exist' },
  'behaviour.fewFollowers': { decides: 'what a profile with few followers is answered' },
  'behaviour.repostQuota': { decides: 'whether a repost counts as a post' },
  'behaviour.codeExchangeError': { decides: 'the shape of this answer' },
  'behaviour.expiredTokenStatus': { decides: 'the status of this answer' },
  'app.redirectUris': {
    decides: 'where the consent page may return to',
    example: ['--redirect-uri http://localhost:3000/callback', ['http://localhost:3000/callback']],
  },
  'app.clientId': { decides: 'the id that the app has', example: ['--app-id 12345', '12345'] },
  'app.clientSecret': {
    decides: 'the secret that the app has',
    example: ['--app-secret a-secret', 'a-secret'],
  },
};

/** Every setting that can decide on an error, with the ways to set it. */
export function allErrorSwitches(): readonly ErrorSwitch[] {
  return Object.entries(rows).map(([path, row]) => switchOf(path, row));
}

/** The settings that would have changed what just happened, each with the ways to set it. */
export function errorSwitches({ decidedBy = [] }: RequestRecord): readonly ErrorSwitch[] {
  return allErrorSwitches().filter(({ path }) => decidedBy.includes(path));
}

function switchOf(path: string, { decides, example }: Row): ErrorSwitch {
  const [option, value] = example ?? exampleOf(path);
  return { path, decides, option, json: jsonOf(path, value) };
}

function exampleOf(path: string): readonly [option: string, value: unknown] {
  const name = path.replace(/^behaviour\./, '') as keyof Behaviour; // a test knows those above
  const values = [defaultBehaviour[name], ...alternativeBehaviour[name]];
  return [`--behaviour ${name}=${values.join('|')}`, values.at(-1)];
}

function jsonOf(path: string, value: unknown): string {
  const whole = path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value);
  return JSON.stringify(whole);
}
