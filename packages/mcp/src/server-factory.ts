import { readFileSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { readJson } from '@threads-sdk/internal';
import * as v from 'valibot';
import { createAccountReader } from './account.ts';
import { advertised } from './advertised.ts';
import { callTool } from './call-tool.ts';
import { createConfirmations } from './confirm.ts';
import type { McpOptions } from './options.ts';
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
