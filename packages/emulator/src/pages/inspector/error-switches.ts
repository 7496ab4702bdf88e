import type { RequestRecord } from '../../log/log.ts';
import { alternativeBehaviour, defaultBehaviour, type Behaviour } from '../../model/behaviour.ts';

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
  readonly path: string;
  readonly decides: string;
  /** The command line's option, and a value of the setting as an example. For a behaviour they follow from its values. */
  readonly example?: readonly [option: string, value: unknown];
  readonly isAbout: (record: RequestRecord, error: NonNullable<RequestRecord['error']>) => boolean;
}

const rows: readonly Row[] = [
  {
    path: 'processing',
    decides: 'how long a container is not ready',
    example: ['--processing text=0', { text: 0 }],
    isAbout: ({ operation }, { subcode }) => subcode === 4_279_009 && operation === 'publishContainer',
  },
  {
    path: 'behaviour.secondPublication',
    decides: 'whether a container that was published before can be published again',
    isAbout: ({ operation }, { subcode }) => subcode === 4_279_009 && operation === 'publishContainer',
  },
  {
    path: 'behaviour.unfinishedChildren',
    decides: 'whether a carousel may be made while its items are in progress',
    isAbout: (_, { subcode }) => subcode === 4_279_004,
  },
  {
    path: 'behaviour.otherVersions',
    decides: 'whether the path may have another version than v1.0',
    isAbout: ({ path }, { code }) => code === 2500 && /^\/v\d+\.\d+(\/|$)/.test(path),
  },
  {
    path: 'app.access',
    decides: 'whether the app passed its review',
    example: ['--access advanced', 'advanced'],
    isAbout: (_, { code, subcode, message }) =>
      subcode === 4_279_067 || (code === 100 && subcode === 10) || /\(threads_mentions\)/.test(message),
  },
  {
    path: 'behaviour.standardAccess',
    decides: 'what an app without review is answered',
    isAbout: (_, { subcode, message }) => subcode === 4_279_067 || /\(threads_mentions\)/.test(message),
  },
  {
    path: 'behaviour.replyPermission',
    decides: 'what a reply needs besides threads_content_publish',
    isAbout: ({ parameters }, { code, subcode }) =>
      code === 10 && subcode === undefined && parameters['reply_to_id'] !== undefined,
  },
  {
    path: 'behaviour.textLength',
    decides: 'how the characters of a text are counted',
    isAbout: (_, { code, message }) => code === 100 && /at most \d+ characters/.test(message),
  },
  {
    path: 'behaviour.unknownListFields',
    decides: 'whether a list refuses fields that do not exist',
    isAbout: ({ operation = '' }, { message }) =>
      /nonexisting field/.test(message) && /^(list|search)/.test(operation),
  },
  {
    path: 'behaviour.fewFollowers',
    decides: 'what a profile with few followers is answered',
    isAbout: (_, { message }) => message.startsWith('follower_demographics needs'),
  },
  {
    path: 'behaviour.repostQuota',
    decides: 'whether a repost counts as a post',
    isAbout: ({ operation }, { code }) => code === 4 && operation === 'repost',
  },
  {
    path: 'behaviour.codeExchangeError',
    decides: 'the shape of this answer',
    isAbout: ({ operation }, { code, subcode }) =>
      operation === 'exchangeCode' && (code === 400 || subcode === 4_279_030),
  },
  {
    path: 'behaviour.expiredTokenStatus',
    decides: 'the status of this answer',
    isAbout: (_, { code, subcode }) => code === 190 && subcode === 463,
  },
  {
    path: 'app.redirectUris',
    decides: 'where the consent page may return to',
    example: ['--redirect-uri http://localhost:3000/callback', ['http://localhost:3000/callback']],
    isAbout: (_, { code }) => code === 1_349_168,
  },
  {
    path: 'app.clientId',
    decides: 'the id that the app has',
    example: ['--app-id 12345', '12345'],
    isAbout: (_, { code }) => code === 1_349_026 || code === 101,
  },
  {
    path: 'app.clientSecret',
    decides: 'the secret that the app has',
    example: ['--app-secret a-secret', 'a-secret'],
    isAbout: (_, { code }) => code === 101,
  },
];

/** The settings that would have changed what just happened, each with the ways to set it. */
export function errorSwitches(record: RequestRecord): readonly ErrorSwitch[] {
  const { error, faults } = record;
  // What was planned to go wrong goes by no setting.
  if (error === undefined || faults !== undefined) return [];
  return rows
    .filter(({ isAbout }) => isAbout(record, error))
    .map(({ path, decides, example }) => {
      const [option, value] = example ?? exampleOf(path);
      return { path, decides, option, json: jsonOf(path, value) };
    });
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
