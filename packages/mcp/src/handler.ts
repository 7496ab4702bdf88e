import {
  createMcpHandler as createModernHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  originValidationResponse,
} from '@modelcontextprotocol/server';
import { boundedList, isSameSecret, matching } from '@threads-sdk/internal';
import { checkOptions, type McpOptions } from './options.ts';
import { createServerFactory } from './server-factory.ts';
import { createSessions, refusal } from './sessions.ts';

/**
 * What {@link createMcpHandler} takes.
 *
 * @category Serve
 */
export interface McpHandlerOptions extends McpOptions {
  /** What clients send as `Authorization: Bearer …`: at least 32 characters of your own making, no token of Threads. */
  readonly token: string;

  /**
   * The names under which it may be reached, without a port: what `Host` names, and the `Origin` where a browser sends one. Default:
   * those of this machine, `localhost`, `127.0.0.1` and `[::1]`.
   */
  readonly hosts?: readonly string[];
}

/**
 * Makes a handler that serves MCP over HTTP (streamable HTTP) for the account of a client. `Host`, `Origin` and the token are checked
 * before anything is read.
 *
 * Clients of the protocol of 2026-07-28 need no session. Older ones keep one, so that they can be asked for a person's yes: 64 at a
 * time, each until nothing was asked in it for an hour.
 *
 * @param options as those of {@link createMcpServer}; `token`: what clients have to send; `hosts`: under which names it may be reached
 * @returns the handler, from a request to its answer
 * @throws {InvalidInputError} if the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import { serve } from '@hono/node-server';
 * import type { Client } from '@threads-sdk/core-http';
 * import { createMcpHandler } from '@threads-sdk/mcp';
 * import type { Journal } from '@threads-sdk/publish';
 *
 * export function main(client: Client, journal: Journal, token: string): void {
 *   serve({ fetch: createMcpHandler({ client, journal, token }), hostname: '127.0.0.1', port: 3000 });
 * }
 * ```
 *
 * @category Serve
 */
export function createMcpHandler(options: McpHandlerOptions): (request: Request) => Promise<Response> {
  const { hosts, token, ...others } = checkOptions('createMcpHandler', options, {
    token: matching(/^[\x21-\x7e]{32,}$/, 'must have at least 32 visible characters of ASCII'),
    hosts: boundedList(
      matching(/^[a-z\d.-]+$|^\[[\da-f:]+\]$/, 'must be a name in lower case, without a port'),
      1,
    ),
  });
  const names = hosts === undefined ? localhostAllowedHostnames() : [...hosts];
  const build = createServerFactory(others);
  const modern = createModernHandler(build, { legacy: 'reject' });
  const older = createSessions(others.client.clock, build);
  return async (request) => {
    const rejected = hostHeaderValidationResponse(request, names) ?? originValidationResponse(request, names);
    if (rejected) return rejected;
    const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!(await isSameSecret(given, token)))
      return refusal(401, 'Send the token of this server as Authorization: Bearer', {
        'www-authenticate': 'Bearer',
      });
    return (await isLegacyRequest(request)) ? older(request) : modern.fetch(request);
  };
}
