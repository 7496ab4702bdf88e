import { createCredentials } from '@threads-sdk/credentials';
import { type InputIssue, InvalidInputError, isInvalidInputError } from '@threads-sdk/errors';
import type { App } from './app.ts';

/** A member of an input: its path, whether it is as it must be, and what it must be. Never its value: it may be secret. */
export type Rule = readonly [path: string, isMet: boolean, message: string];

/**
 * Checks the app together with what else a call takes, so that one error names all faults.
 *
 * @throws InvalidInputError with paths such as `app.clientId` and `scopes[1]`
 */
export function checkInput(call: string, app: App, rules: readonly Rule[]): void {
  const { authorizationUrl, clientId, clientSecret, http, redirectUri } = Object(app);
  const { allowInsecure, fetch } = Object(http);
  const isElsewhere = allowInsecure === true || fetch !== undefined; // at an emulator, in a test
  const issues = [
    rule('app.clientId', isText(clientId) && /^\d+$/.test(clientId), 'must be digits, the Threads app id'),
    rule('app.clientSecret', isText(clientSecret), 'must be a text, the Threads app secret'),
    rule('app.redirectUri', isUrl(redirectUri), 'must be an absolute URL, exactly as it is registered'),
    rule(
      'app.redirectUri',
      !isUrl(redirectUri) || /^https:/i.test(redirectUri) || isElsewhere,
      'must be https, for localhost too: Threads redirects to nothing else; an emulator needs http.allowInsecure',
    ),
    rule('app.authorizationUrl', authorizationUrl === undefined || isUrl(authorizationUrl), 'must be a URL'),
    ...rules,
  ].flatMap(([path, isMet, message]): InputIssue[] => (isMet ? [] : [{ path, message }]));
  if (issues.length > 0) throw new InvalidInputError(call, issues);
}

/** What must hold of the permissions that a login asks for. */
export function scopeRules(scopes: unknown): readonly Rule[] {
  if (!Array.isArray(scopes)) return [['scopes', false, 'must be an array of permissions']];
  const list: readonly unknown[] = scopes;
  return [
    ...list.map((scope, index) =>
      rule(
        `scopes[${index}]`,
        isText(scope) && !/[\s,]/.test(scope),
        'must be one permission, without spaces or commas',
      ),
    ),
    ['scopes', list.includes('threads_basic'), 'must include threads_basic, which Threads requires'],
  ];
}

/** What must hold of credentials. */
export function credentialsRules(credentials: unknown): readonly Rule[] {
  try {
    Reflect.apply(createCredentials, undefined, [credentials]); // it checks what it gets, whatever its type
    return [];
  } catch (error) {
    if (!isInvalidInputError(error)) throw error;
    const faults = error.issues.map(({ path, message }) => `${path} ${message}`.trim()).join(', ');
    return [['credentials', false, `must be credentials; ${faults}`]];
  }
}

/** Whether a value is a text with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isUrl(value: unknown): value is string {
  return isText(value) && URL.canParse(value);
}

function rule(path: string, isMet: boolean, message: string): Rule {
  return [path, isMet, message];
}
