import { expectTypeOf, it } from 'vitest';
import { type Credentials, createCredentials, hasScope, type KnownScope, type Scope } from './index.ts';

it('knows the scopes and takes those of tomorrow', () => {
  expectTypeOf<KnownScope>().toExtend<Scope>();
  expectTypeOf<string>().toExtend<Scope>();
  expectTypeOf<'threads_of_tomorrow'>().not.toExtend<KnownScope>();
  expectTypeOf(hasScope).parameter(1).toEqualTypeOf<Scope>();
});

it('has readonly fields', () => {
  expectTypeOf(createCredentials).returns.toEqualTypeOf<Credentials>();
  expectTypeOf<Credentials['scopes']>().toEqualTypeOf<readonly Scope[]>();
  expectTypeOf<Credentials>().toEqualTypeOf<Readonly<Credentials>>();
});

it('knows that a copy by spread has no token, and takes one beside it', () => {
  const credentials = {} as Credentials;
  expectTypeOf(credentials.accessToken).toEqualTypeOf<string>();
  expectTypeOf(createCredentials).parameter(0).toEqualTypeOf<Credentials>();
  expectTypeOf({ ...credentials }).not.toExtend<Credentials>();
  expectTypeOf({ ...credentials, accessToken: 'THAA-x' }).toExtend<Credentials>();
  expectTypeOf<{
    userId: string;
    scopes: string[];
    shortLived: boolean;
    accessToken: string;
    expiration: Date;
  }>().toExtend<Credentials>();
});
