export * from '@threads-sdk/errors';
