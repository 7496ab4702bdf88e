import { httpAddress, printable, type TextRule } from '../input/rules.ts';

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

/** What texts of the app have to be. */
export const appRules: Readonly<Record<Exclude<keyof AppOptions, 'name' | 'access'>, TextRule>> =
  /* @__PURE__ */ Object.freeze({
    clientId: ['1 to 20 digits', (value) => /^\d{1,20}$/.test(value)],
    clientSecret: printable,
    // Of an app on a phone it may have a scheme of its own. What is no place to go to is refused.
    redirectUris: [
      'an absolute address that an app or a page answers at',
      (value) =>
        URL.canParse(value) && !/^(?:javascript|data|about|blob|vbscript):$/.test(new URL(value).protocol),
    ],
    deauthorizeCallbackUrl: httpAddress,
    dataDeletionCallbackUrl: httpAddress,
  });
