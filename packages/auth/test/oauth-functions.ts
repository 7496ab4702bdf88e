/** The generated functions of `oauth`, which are internal, for whoever holds them against the description. */
export * from '../src/generated/oauth/authorize.ts';
export * from '../src/generated/oauth/debug-token.ts';
export * from '../src/generated/oauth/exchange-code.ts';
export * from '../src/generated/oauth/exchange-token.ts';
export * from '../src/generated/oauth/get-app-token.ts';
export * from '../src/generated/oauth/refresh-token.ts';
