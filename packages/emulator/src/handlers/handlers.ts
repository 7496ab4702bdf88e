import type { AnonymousHandler, Handler } from './call.ts';
import { embedHandlers } from './embeds.ts';
import { insightHandlers } from './insights.ts';
import { locationHandlers } from './locations.ts';
import { mediaHandlers } from './media.ts';
import { publishingHandlers } from './publishing.ts';
import { replyHandlers } from './replies.ts';
import { searchHandlers } from './search.ts';
import { userHandlers } from './users.ts';

/** Who answers each operation that needs a user's token, by its `operationId`. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...publishingHandlers,
  ...mediaHandlers,
  ...replyHandlers,
  ...userHandlers,
  ...insightHandlers,
  ...searchHandlers,
  ...locationHandlers,
};

/** Who answers each operation that needs no token; those of OAuth have routes of their own. */
export const anonymousHandlers: Readonly<Record<string, AnonymousHandler>> = { ...embedHandlers };
