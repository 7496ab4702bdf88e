import { once } from 'node:events';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { createAdaptorServer } from '@hono/node-server';
import {
  type AuditEntry,
  createMcpHandler,
  type McpOptions,
  serveStdio,
  skill,
  type ToolName,
  toolNames,
} from '@threads-sdk/mcp';
import { isThreadsError } from '@threads-sdk/errors';
import { checkMedia } from '@threads-sdk/media';
import { openFile } from '@threads-sdk/storage/node';
import { CommandError } from '../../command-error.ts';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { openDatabase } from '../../open-database.ts';
import { exitCodes } from '../../exit-codes.ts';
import { createJournal } from '../../journal.ts';
import { findStorage, storageHelp } from '../../storage.ts';

interface McpCommandOptions extends ConnectOptions {
  readonly readOnly?: boolean;
  readonly allow?: readonly string[];
  readonly folder?: readonly string[];
  readonly audit?: string;
  readonly http?: string;
  readonly skill?: boolean;
}

/** Serves MCP until the client leaves, or Ctrl+C. */
export async function serveMcp(context: Context, options: McpCommandOptions): Promise<void> {
  if (options.skill) {
    context.output.write(skill);
    return;
  }
  const faults = faultsOf(context, options);
  if (faults.length > 0) throw new CommandError(exitCodes.usage, faults.join(' '), 'See threads mcp --help.');
  const connection = await connect(context, options);
  const storage = await findStorage(context, connection.origin);
  const server: McpOptions = {
    client: connection.client,
    credentials: connection.credentials,
    journal: createJournal(openDatabase(context), connection.origin.name),
    check: checkMedia,
    ...(storage && { storage }),
    ...(options.folder && { files: { folders: options.folder, open: openFile } }),
    ...(options.readOnly && { readOnly: true }),
    ...(options.allow && { allow: options.allow.filter(isToolName) }),
    ...(options.audit !== undefined && { audit: auditTo(options.audit) }),
  };
  context.messages.write(`MCP for @${connection.username} of ${connection.origin.name}.\n`);
  try {
    await (options.http === undefined ? overStdio(context, server) : overHttp(context, server, options.http));
  } catch (error) {
    throw inFlags(error, options);
  }
}

/** On standard input and output, until the client closes them. */
async function overStdio({ signal, stdin }: Context, server: McpOptions): Promise<void> {
  const serving = serveStdio(server);
  await Promise.race([once(stdin, 'close'), once(stdin, 'end'), once(signal, 'abort')]);
  await serving.close();
}

/** On a port of this machine, until Ctrl+C. */
async function overHttp(
  { env, messages, signal }: Context,
  options: McpOptions,
  port: string,
): Promise<void> {
  const handler = createMcpHandler({ ...options, token: env['THREADS_MCP_TOKEN'] ?? '' });
  const server = createAdaptorServer({ fetch: handler });
  server.listen(Number(port), '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw new CommandError(
      exitCodes.refused,
      `Port ${port} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      'Name another one with --http.',
    );
  });
  const address = server.address();
  messages.write(
    `Listening on http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}\nStop with Ctrl+C.\n`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
}

function faultsOf({ env }: Context, { allow = [], audit, http }: McpCommandOptions): string[] {
  const unknown = allow.filter((name) => !isToolName(name));
  return [
    ...unknown.map((name) => `--allow ${name}: there are the tools ${toolNames.join(', ')}.`),
    ...(http === undefined || (/^\d{1,5}$/.test(http) && Number(http) <= 65_535)
      ? []
      : ['--http must be a number from 0 to 65535.']),
    ...(http === undefined || /^[!-~]{32,}$/.test(env['THREADS_MCP_TOKEN'] ?? '')
      ? []
      : ['THREADS_MCP_TOKEN must be set to at least 32 visible characters, for --http.']),
    ...(audit === undefined ? [] : unwritable(audit)),
  ];
}

/** What the library says of its options, in the words of who typed the command. */
function inFlags(error: unknown, { folder = [] }: McpCommandOptions): unknown {
  if (!isThreadsError(error) || error.name !== 'InvalidInputError') return error;
  const faults = error.issues.map(({ message, path }) => {
    const [, index] = /^files\.folders\[(\d+)\]$/.exec(path) ?? [];
    if (index !== undefined) return `--folder ${folder[Number(index)]} ${message}.`;
    if (path === 'storage') return `--folder needs a place for files: ${storageHelp}.`;
    const flags = message
      .replace('which readOnly forbids', 'which --read-only forbids')
      .replace('the option scheduler', 'a scheduler, which only an app of yours can have');
    return `${path.replace(/^allow\[\d+\]$/, '--allow')}: ${flags}.`;
  });
  return new CommandError(exitCodes.usage, faults.join(' '), 'See threads mcp --help.', error);
}

function isToolName(name: string): name is ToolName {
  return toolNames.some((each) => each === name);
}

function unwritable(file: string): string[] {
  try {
    closeSync(openSync(file, 'a', 0o600));
    return [];
  } catch (error) {
    return [`--audit ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`];
  }
}

/** Appends a line for each call of a tool. At once, so that a line is there whatever happens next. */
function auditTo(file: string): (entry: AuditEntry) => void {
  return (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}
