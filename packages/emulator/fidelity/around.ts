import type { Subject } from './behaviour.ts';

export const around: Subject = {
  title: 'Around the API',
  summary: 'What belongs to no single operation.',
  behaviours: [
    {
      behaviour: 'Calls and CPU time in 24 hours, by impressions.',
      operations: 'all',
      status: 'not imitated',
      evidence: 'A',
    },
    {
      behaviour: 'Headers that tell of usage, and bodies of throttling: what Threads sends is not known.',
      operations: 'all',
      status: 'not imitated',
      evidence: '?',
    },
    {
      behaviour: 'Faults and delays of the network.',
      operations: 'all',
      status: 'not imitated',
      evidence: 'E',
    },
    {
      behaviour: 'Webhooks: verification, signed deliveries in an array, retries.',
      operations: 'all',
      status: 'not imitated',
      evidence: 'A',
    },
    {
      behaviour: 'What Meta changed after April 2026, and whether `graph.threads.net` will end.',
      operations: 'all',
      status: 'not imitated',
      evidence: '?',
    },
  ],
};
