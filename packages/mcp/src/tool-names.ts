/**
 * The names of the tools, for the option `allow`. `preview` comes with those that need a person's yes.
 *
 * @example
 * ```ts
 * import { toolNames } from '@threads-sdk/mcp';
 *
 * console.log(toolNames.join(', ')); // account, delete, insights, …
 * ```
 *
 * @category Serve
 */
export const toolNames: readonly ToolName[] = /* @__PURE__ */ Object.freeze([
  'account',
  'delete',
  'insights',
  'list',
  'mentions',
  'moderate',
  'pending',
  'preview',
  'publish',
  'read',
  'repost',
  'schedule',
  'search',
] as const);

/**
 * The name of a tool.
 *
 * @category Serve
 */
export type ToolName =
  | 'account'
  | 'delete'
  | 'insights'
  | 'list'
  | 'mentions'
  | 'moderate'
  | 'pending'
  | 'preview'
  | 'publish'
  | 'read'
  | 'repost'
  | 'schedule'
  | 'search';

/** Those that change something, each of which needs a person's yes. */
export const writing: readonly ToolName[] = ['delete', 'moderate', 'publish', 'repost', 'schedule'];
