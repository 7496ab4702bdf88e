export { createCredentials } from './create-credentials.ts';
export type { Credentials } from './credentials.ts';
export { credentialsFromJson } from './credentials-from-json.ts';
export { credentialsToJson } from './credentials-to-json.ts';
export { expiresIn } from './expires-in.ts';
export { hasScope } from './has-scope.ts';
export { isExpired } from './is-expired.ts';
export { isRefreshDue } from './is-refresh-due.ts';
export type { KnownScope, Scope } from './scope.ts';
