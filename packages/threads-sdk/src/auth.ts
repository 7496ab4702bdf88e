export * from '@threads-sdk/auth';
