export * from '@threads-sdk/publish';
