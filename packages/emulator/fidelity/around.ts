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
      behaviour: 'What a caller gets who is throttled.',
      operations: 'all',
      status: 'assumed',
      evidence: '?',
      here: 'On request: `planFault` with `rate-limited`, 429 with code 4.',
      test: 'test/faults/answers.test.ts',
    },
    {
      behaviour: 'Headers that tell of usage: which ones Threads sends is not known.',
      operations: 'all',
      status: 'not imitated',
      evidence: '?',
      here: '`planFault` with `headers` sends any.',
    },
    {
      behaviour: 'Networks break, are slow, and cut answers off.',
      operations: 'all',
      status: 'assumed',
      evidence: 'E',
      here: 'On request: `planFault`, over real sockets when served; `latency` for every call.',
      test: 'test/faults/served.test.ts',
    },
    {
      behaviour: 'A call fails and takes effect later nevertheless.',
      operations: 'all',
      status: 'assumed',
      evidence: 'E',
      here: 'On request: `planFault` with `late-effect`.',
      test: 'test/faults/effects.test.ts',
    },
    {
      behaviour: 'What Meta changed after April 2026, and whether `graph.threads.net` will end.',
      operations: 'all',
      status: 'not imitated',
      evidence: '?',
    },
  ],
};
