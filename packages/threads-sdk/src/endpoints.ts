export * from '@threads-sdk/endpoints';
