/**
 * The app that clients are.
 *
 * @category Start
 */
export interface AppOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Where the consent page may return to; compared exactly. */
  readonly redirectUris: readonly string[];
  /**
   * Default `advanced`: the app passed its review. `standard`: it did not, so that only testers can grant something, and
   * search, mentions, profiles and places are reduced to what Meta documents for such apps.
   */
  readonly access: 'advanced' | 'standard';
  /** Where the app is told that a user removed it. Default: nowhere. */
  readonly deauthorizeCallbackUrl?: string;
  /** Where the app is asked to delete what it has of a user. Default: nowhere. */
  readonly dataDeletionCallbackUrl?: string;
}

type AppRule = readonly [what: string, isRight: (value: string) => boolean];

const callbackRule: AppRule = [
  'an absolute http or https address',
  (value) => URL.canParse(value) && /^https?:/i.test(value),
];

/** What texts of the app have to be, and how to say that: the same for options, for settings and in a snapshot. */
export const appRules: Readonly<Record<Exclude<keyof AppOptions, 'name' | 'access'>, AppRule>> =
  /* @__PURE__ */ Object.freeze({
    clientId: ['1 to 20 digits', (value) => /^\d{1,20}$/.test(value)],
    clientSecret: ['printable ASCII without spaces', (value) => /^[!-~]+$/.test(value)],
    redirectUris: ['an absolute address', (value) => URL.canParse(value)],
    deauthorizeCallbackUrl: callbackRule,
    dataDeletionCallbackUrl: callbackRule,
  });
