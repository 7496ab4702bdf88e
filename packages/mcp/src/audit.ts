/**
 * What the option `audit` hears of each call of a tool. It holds no text of a post and no secret.
 *
 * @example
 * ```ts
 * import type { AuditEntry } from '@threads-sdk/mcp';
 *
 * export const lineOf = ({ at, client, key, outcome, tool }: AuditEntry): string =>
 *   [at.toISOString(), client ?? 'unknown', tool, key ?? '-', outcome].join(' ');
 * ```
 *
 * @category Serve
 */
export interface AuditEntry {
  readonly at: Date;
  readonly tool: string;
  /** The name that the MCP client gives itself. Nothing proves it. */
  readonly client?: string;
  /** The id of the Threads user; absent if the client's credentials could not be got. */
  readonly userId?: string;
  /** The key that it was called with. */
  readonly key?: string;
  /**
   * - `answered`: something was read, or previewed
   * - `asked`: a person is being asked
   * - `declined`: a person said no; nothing was sent
   * - `unconfirmed`: it was called without a preview; nothing was sent
   * - `processing`: it was begun, and is to be called again
   * - `done`: it is done, now or before
   * - `failed`: it failed, see `code`
   * - `unknown`: it failed, and nobody knows whether it had its effect
   */
  readonly outcome:
    | 'answered'
    | 'asked'
    | 'declined'
    | 'unconfirmed'
    | 'processing'
    | 'done'
    | 'failed'
    | 'unknown';
  /** Why it failed: the code of a ThreadsError, or the name of another error. */
  readonly code?: string;
  /** The ids of what is live, or was acted on. */
  readonly ids?: readonly string[];
}
