export * from '@threads-sdk/media';
