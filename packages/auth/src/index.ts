export { type App, loadApp } from './app.ts';
export { readAuthorizationError } from './callback.ts';
export {
  createCredentialsSource,
  type CredentialsSourceOptions,
  type RefreshFailure,
} from './credentials-source.ts';
export { debugToken, readGrantedScopes, type TokenDetails } from './debug-token.ts';
export { completeAuthorization, createAuthorizationUrl, exchangeCode } from './login.ts';
export {
  refreshDueCredentials,
  type RefreshDueOptions,
  type RefreshResult,
  type RefreshSummary,
} from './refresh-due-credentials.ts';
export { extendToken, getAppToken, refreshCredentials } from './tokens.ts';
