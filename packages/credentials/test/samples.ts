import { createCredentials, type Credentials, type Scope } from '@threads-sdk/credentials';

/** Credentials as plain data, with their token. */
export function plain(credentials: Credentials | undefined): object {
  return { ...credentials, accessToken: credentials?.accessToken };
}

/** Texts that must not appear where a token must not. */
export const canary = 'canary';

/** Credentials whose token is `THAA-canary-<name>`. */
export function sample(name: string, scopes: readonly Scope[] = ['threads_basic']): Credentials {
  return createCredentials({
    userId: '17841405793187218',
    scopes,
    shortLived: false,
    accessToken: `THAA-${canary}-${name}`,
    expiration: new Date('2026-03-01T12:00:00.123Z'),
  });
}
