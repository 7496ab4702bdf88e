export * as auth from '@threads-sdk/auth';
export * as coreHttp from '@threads-sdk/core-http';
export * as credentials from '@threads-sdk/credentials';
export * as emulator from '@threads-sdk/emulator';
export * as endpoints from '@threads-sdk/endpoints';
export * as errors from '@threads-sdk/errors';
export * as publish from '@threads-sdk/publish';
export * as webhooks from '@threads-sdk/webhooks';
