export { instrumentClient } from './instrument-client.ts';
export { type AccountReading, observeAccounts, type ObserveOptions } from './observe-accounts.ts';
export type { TelemetryOptions } from './telemetry-options.ts';
export { tracePost } from './trace-post.ts';
