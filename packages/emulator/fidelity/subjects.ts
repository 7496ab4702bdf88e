import { around } from './around.ts';
import type { Subject } from './behaviour.ts';
import { parameters } from './container-parameters.ts';
import { discovery } from './discovery.ts';
import { insights } from './insights.ts';
import { media } from './media.ts';
import { oauth } from './oauth.ts';
import { permissions } from './permissions.ts';
import { publishing } from './publishing.ts';
import { reading } from './reading.ts';
import { replies } from './replies.ts';
import { requests } from './requests.ts';
import { webhooks } from './webhooks.ts';

/** Everything that is known, or asked, of the API's behaviour: the one place where it is written down. */
export const subjects: readonly Subject[] = [
  requests,
  permissions,
  oauth,
  publishing,
  parameters,
  media,
  replies,
  reading,
  insights,
  discovery,
  webhooks,
  around,
];
