import { emulatorPath } from '../layout.tsx';

/** Where the request inspector and what belongs to it are found. */
export const inspectorPaths = {
  page: `${emulatorPath}/requests`,
  events: `${emulatorPath}/requests/events`,
  script: `${emulatorPath}/inspector.js`,
  plan: `${emulatorPath}/faults`,
  clear: `${emulatorPath}/faults/clear`,
} as const;
