import { readFileSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio as serveOverStdio } from '@modelcontextprotocol/server/stdio';
import { readJson } from '@threads-sdk/internal';
import * as v from 'valibot';
import { createAccountReader } from './account.ts';
import { advertised } from './advertised.ts';
import { callTool } from './call-tool.ts';
import { createConfirmations } from './confirm.ts';
import { checkOptions, type McpOptions } from './options.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { instructions } from './skill.ts';
import type { Inside, Tool } from './tool.ts';
import { accountTool, insightsTool } from './tools/account.ts';
import { deleteTool, moderateTool } from './tools/moderate.ts';
import { previewTool } from './tools/preview.ts';
import { publishTool } from './tools/publish.ts';
import { readingTools } from './tools/read.ts';
import { repostTool } from './tools/repost.ts';
import { scheduleTool } from './tools/schedule.ts';
import { createTurns } from './turns.ts';

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
 * import { createMcpServer } from '@threads-sdk/mcp';
 * import type { Journal } from '@threads-sdk/publish';
 *
 * type Transport = Parameters<ReturnType<typeof createMcpServer>['connect']>[0];
 *
 * // Such as one of `InMemoryTransport.createLinkedPair()` of `@modelcontextprotocol/server`.
 * export async function serveOver(transport: Transport, client: Client, journal: Journal): Promise<void> {
 *   await createMcpServer({ client, journal, readOnly: true }).connect(transport);
 * }
 * ```
 *
 * @category Serve
 */
export function createMcpServer(options: McpOptions): McpServer {
  return createServerFactory(checkOptions('createMcpServer', options))();
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

/**
 * Makes a function that makes a server for each connection. They share what people have answered, and the secret of previews.
 *
 * @param options options that were checked
 */
export function createServerFactory(options: McpOptions): () => McpServer {
  const inside: Inside = {
    ...options,
    account: createAccountReader(options.client),
    confirmations: createConfirmations(options.client.clock),
    inTurn: createTurns(),
  };
  const info = { name: 'threads', title: 'Threads', version: readVersion() };
  const tools = toolsOf(inside).map((tool) => ({
    tool,
    config: {
      description: tool.description,
      annotations: tool.annotations,
      inputSchema: advertised(tool.input),
      ...(tool.plan && { outputSchema: advertised({ status: v.string(), message: v.string() }) }),
    },
  }));
  return () => {
    const server = new McpServer(info, { instructions });
    for (const { config, tool } of tools)
      server.registerTool(tool.name, config, (args, context) =>
        callTool(inside, tool, args, context, server),
      );
    registerResources(server, inside);
    registerPrompts(server);
    return server;
  };
}

/** The tools that the options leave, in the order in which agents need them. */
function toolsOf(inside: Inside): readonly Tool[] {
  const { allow, readOnly = false, scheduler } = inside;
  const isAllowed = ({ name }: Tool): boolean => allow?.includes(name) ?? true;
  const writing = [
    publishTool(inside),
    repostTool(inside),
    moderateTool(inside),
    deleteTool(inside),
    ...(scheduler ? [scheduleTool(inside, scheduler)] : []),
  ].filter((tool) => !readOnly && isAllowed(tool));
  const reading = [...readingTools(inside), insightsTool(inside)].filter(isAllowed);
  return [
    ...writing,
    ...(writing.length > 0 ? [previewTool(inside, writing)] : []),
    ...reading,
    ...[accountTool(inside, [...writing, ...reading])].filter(isAllowed),
  ];
}

/** One folder up both from src and from dist. */
function readVersion(): string {
  return String(Object(readJson(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version);
}
