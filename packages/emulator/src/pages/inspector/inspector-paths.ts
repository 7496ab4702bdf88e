import { emulatorPath } from '../parts/layout.tsx';

/** Where the request inspector and what belongs to it are found. */
export const inspectorPaths: {
  readonly page: string;
  readonly events: string;
  readonly script: string;
  readonly plan: string;
  readonly clear: string;
} = {
  page: `${emulatorPath}/requests`,
  events: `${emulatorPath}/requests/events`,
  script: `${emulatorPath}/inspector.js`,
  plan: `${emulatorPath}/faults`,
  clear: `${emulatorPath}/faults/clear`,
};
