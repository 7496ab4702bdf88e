import type { Transport } from '@modelcontextprotocol/server';
import { serveStdio as serveOverStdio } from '@modelcontextprotocol/server/stdio';
import { checkOptions, type McpOptions } from './options.ts';
import { createServerFactory } from './server-factory.ts';

/**
 * What a server is connected to: a transport of `@modelcontextprotocol/server`, such as `InMemoryTransport`.
 *
 * @category Serve
 */
export interface McpTransport {
  /** Begins to receive. */
  start(): Promise<void>;
  /** Ends the connection. */
  close(): Promise<void>;
}

/**
 * An MCP server for the account of a client.
 *
 * @category Serve
 */
export interface ThreadsMcpServer {
  /** Serves one client over a transport, which it starts. */
  readonly connect: (transport: McpTransport) => Promise<void>;
  /** Ends the connection. */
  readonly close: () => Promise<void>;
}

/**
 * Makes an MCP server for the account of a client, to be connected to a transport.
 *
 * Whatever changes something needs a person's yes: the server has the client ask them, or, where the client cannot, takes the hash of
 * a preview. What was done under a key already is not done again, and nobody is asked about it.
 *
 * @param options `client`: whose account it is; `journal`: where it is kept how far each post is; `storage`, `files` and `check` for
 *   media; `scheduler`; `readOnly` and `allow`: which tools there are; `audit`; `credentials`
 * @returns the server
 * @throws {InvalidInputError} if the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { createMcpServer, type McpTransport } from '@threads-sdk/mcp';
 * import type { Journal } from '@threads-sdk/publish';
 *
 * // Such as one of `InMemoryTransport.createLinkedPair()` of `@modelcontextprotocol/server`.
 * export async function serveOver(transport: McpTransport, client: Client, journal: Journal): Promise<void> {
 *   await createMcpServer({ client, journal, readOnly: true }).connect(transport);
 * }
 * ```
 *
 * @category Serve
 */
export function createMcpServer(options: McpOptions): ThreadsMcpServer {
  const server = createServerFactory(checkOptions('createMcpServer', options))();
  return Object.freeze({
    // It is what the package of the protocol calls a transport.
    connect: (transport: McpTransport) => server.connect(transport as Transport),
    close: () => server.close(),
  });
}

/**
 * Serves MCP over stdin and stdout, for a client that starts this program. It speaks with clients of both generations of the protocol,
 * those that begin with `initialize` and those of 2026-07-28. It ends with stdin. Nothing else may write to stdout.
 *
 * @param options as those of {@link createMcpServer}
 * @returns `close` ends it
 * @throws {InvalidInputError} if the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { serveStdio } from '@threads-sdk/mcp';
 * import type { Journal } from '@threads-sdk/publish';
 *
 * export function main(client: Client, journal: Journal): void {
 *   const { close } = serveStdio({ client, journal });
 *   process.once('SIGINT', () => void close());
 * }
 * ```
 *
 * @category Serve
 */
export function serveStdio(options: McpOptions): {
  /** Ends the connection. */
  readonly close: () => Promise<void>;
} {
  const handle = serveOverStdio(createServerFactory(checkOptions('serveStdio', options)));
  return Object.freeze({ close: () => handle.close() });
}
