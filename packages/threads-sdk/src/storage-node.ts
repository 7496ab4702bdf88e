export * from '@threads-sdk/storage/node';
