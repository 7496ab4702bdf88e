export * from '@threads-sdk/inbox';
