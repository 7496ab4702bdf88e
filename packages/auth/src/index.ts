export type { App } from './app.ts';
export { completeAuthorization } from './complete-authorization.ts';
export { createAuthorizationUrl } from './create-authorization-url.ts';
export {
  createCredentialsSource,
  type CredentialsSourceOptions,
  type RefreshFailure,
} from './create-credentials-source.ts';
export { debugToken, type TokenDetails } from './debug-token.ts';
export { exchangeCode } from './exchange-code.ts';
export { extendToken } from './extend-token.ts';
export { getAppToken } from './get-app-token.ts';
export { loadApp } from './load-app.ts';
export { readAuthorizationError } from './read-authorization-error.ts';
export { refreshCredentials } from './refresh-credentials.ts';
export {
  refreshDue,
  type RefreshDueOptions,
  type RefreshResult,
  type RefreshSummary,
} from './refresh-due.ts';
export { withGrantedScopes } from './with-granted-scopes.ts';
