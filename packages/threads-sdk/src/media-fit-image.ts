export * from '@threads-sdk/media/fit-image';
