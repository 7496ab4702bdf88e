export * from '@threads-sdk/storage';
