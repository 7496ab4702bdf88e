export * from '@threads-sdk/credentials';
