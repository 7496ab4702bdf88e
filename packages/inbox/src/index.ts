export { createInbox, type Inbox, type InboxOptions, type InboxPoll } from './inbox.ts';
export type { InboxMessage, InboxPost } from './message.ts';
export type { InboxPositions } from './position.ts';
