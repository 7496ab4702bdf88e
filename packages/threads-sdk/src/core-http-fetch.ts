export * from '@threads-sdk/core-http/fetch';
