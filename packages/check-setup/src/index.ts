export { checkSetup } from './check-setup.ts';
export type { SetupCheck, SetupFinding, SetupLevel } from './finding.ts';
export type { SetupApp, SetupCredentials, SetupOptions } from './options.ts';
