import { emulatorPath, pathTo } from '../parts/layout.tsx';

/** Where the pages of the inspector have their forms and what belongs to them. */
export const inspectorPaths: Readonly<
  Record<
    | 'newerRequests'
    | 'requestScript'
    | 'replay'
    | 'subscribe'
    | 'trigger'
    | 'sendAgain'
    | 'moveClock'
    | 'planFault'
    | 'clearFault',
    string
  >
> = {
  newerRequests: `${pathTo('requests')}/newer`,
  requestScript: `${emulatorPath}/requests.js`,
  replay: `${pathTo('requests')}/replay`,
  subscribe: `${pathTo('webhooks')}/subscribe`,
  trigger: `${pathTo('webhooks')}/trigger`,
  sendAgain: `${pathTo('webhooks')}/send-again`,
  moveClock: `${pathTo('clock')}/move`,
  planFault: `${pathTo('faults')}/plan`,
  clearFault: `${pathTo('faults')}/clear`,
};
