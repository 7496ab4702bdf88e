export * from '@threads-sdk/check-setup';
