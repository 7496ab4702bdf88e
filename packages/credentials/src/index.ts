export { createCredentials, type Credentials, hasScope, type Scope } from './credentials.ts';
export { credentialsFromJson, credentialsToJson } from './credentials-json.ts';
export { expiresIn, isExpired, isRefreshDue } from './expiry.ts';
export type { KnownScope } from './generated/limits.ts';
export { createKeyvStore, type CredentialsKeyv } from './keyv-store.ts';
export { createMemoryStore } from './memory-store.ts';
export { createRedisStore } from './redis-store.ts';
export { createSealingKey, openCredentials, sealCredentials, type SealingKey } from './sealing.ts';
export type { CredentialsStore, StoredCredentials, StoreOptions, StoreSealing } from './store.ts';
