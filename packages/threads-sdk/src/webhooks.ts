export * from '@threads-sdk/webhooks';
