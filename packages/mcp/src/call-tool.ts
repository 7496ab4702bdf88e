import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { getUserId } from '@threads-sdk/core-http/fetch';
import type { InputIssue } from '@threads-sdk/errors';
import { isObject, issuesOf, notify, refuse } from '@threads-sdk/internal';
import * as v from 'valibot';
import type { AuditEntry } from './audit.ts';
import { questionName, type Replies } from './confirm.ts';
import { failureOf } from './failure.ts';
import { cut } from './post-view.ts';
import { inLine } from './shown.ts';
import type { Answer, Call, Inside, Tool, ToolResult } from './tool.ts';

/** Calls a tool: checks the arguments, asks a person where one has to be asked, carries it out, and tells the audit. */
export async function callTool(
  inside: Inside,
  tool: Tool,
  given: unknown,
  context: ServerContext,
  server: McpServer,
): Promise<ToolResult> {
  const { audit, client } = inside;
  const input = isObject(given) ? given : {};
  const key = typeof input['key'] === 'string' ? input['key'] : undefined;
  const clientName = nameOfClient(context, server);
  let userId: string | undefined;
  let hasBegun = false;
  const tell = (entry: Pick<AuditEntry, 'outcome' | 'code' | 'ids'>): void => {
    void notify('audit', audit, {
      at: new Date(client.clock.now()),
      tool: tool.name,
      ...(clientName !== undefined && { client: inLine(cut(clientName, 100)) }),
      ...(userId !== undefined && { userId }),
      ...(key !== undefined && { key: inLine(cut(key, 200)) }),
      ...entry,
    });
  };
  const answer = ({ content, ids, outcome }: Answer): ToolResult => {
    tell({ outcome, ...(ids && { ids }) });
    return toResult(content);
  };
  try {
    const faults = faultsOf(tool, given);
    // What is wrong with posts is told by the functions that publish, together with these.
    if (!('posts' in tool.input)) refuse(tool.name, faults);
    userId = await getUserId(client);
    const { mcpReq } = context;
    const call: Call = { userId, faults, signal: mcpReq.signal, progress: progressOf(context) };
    if (tool.read) return answer({ outcome: 'answered', content: await tool.read(input, call) });
    const planned = await tool.plan?.(input, call);
    if (planned === undefined) throw new TypeError(`${tool.name} does nothing.`);
    if ('outcome' in planned) return answer(planned);
    const deed = { ...planned, tool: tool.name, userId };
    const replies: Replies = {
      canAsk: canAsk(context, server),
      response: inputResponse(mcpReq.inputResponses, questionName),
      state: mcpReq.requestState<string>(),
      confirm: typeof input['confirm'] === 'string' ? input['confirm'] : undefined,
    };
    const verdict = planned.isAgreed ? { is: 'yes' as const } : await inside.confirmations.ask(deed, replies);
    switch (verdict.is) {
      case 'yes':
        hasBegun = true;
        return answer(await planned.carryOut());
      case 'no':
        return answer({ outcome: 'declined', content: { status: 'declined', message: declined(key) } });
      case 'unconfirmed':
        return answer({
          outcome: 'unconfirmed',
          content: { status: 'unconfirmed', message: verdict.why },
        });
      case 'asked':
        tell({ outcome: 'asked' });
        return verdict.result;
    }
  } catch (error) {
    const { code, content, ids, outcome } = failureOf(error, tool, key, hasBegun);
    tell({ outcome, code, ...(ids && { ids }) });
    return { ...toResult(content), isError: true };
  }
}

function toResult(content: Answer['content']): ToolResult & { readonly content: unknown } {
  return { content: [{ type: 'text', text: JSON.stringify(content) }], structuredContent: { ...content } };
}

function declined(key: string | undefined): string {
  const later =
    key === undefined
      ? 'For an hour it is not asked again; the person can do it in the Threads app.'
      : 'It is not asked again. If the person wants it after all, they say so, and you take a new key.';
  return `A person was asked and did not say yes. Nothing was sent, and this is over. ${later}`;
}

/** Everything that is wrong with arguments, but for what is inside of posts. */
export function faultsOf({ input }: Tool, given: unknown): readonly InputIssue[] {
  const unknown = Object.keys(Object(given))
    .filter((name) => !Object.hasOwn(input, name))
    .map((path) => ({ path, message: `is unknown; known: ${Object.keys(input).join(', ') || 'none'}` }));
  const issues = issuesOf(v.object(input), given ?? {}).filter(({ path }) => !path.startsWith('posts['));
  return [...issues, ...unknown];
}

/** Whether the client can ask a person. One that says nothing more than `elicitation` can: that is how it was said at first. */
function canAsk({ mcpReq }: ServerContext, { server }: McpServer): boolean {
  const inEnvelope: unknown = Object(mcpReq.envelope)[CLIENT_CAPABILITIES_META_KEY];
  const { elicitation } = Object(inEnvelope ?? server.getClientCapabilities());
  return isObject(elicitation) && ('form' in elicitation || !('url' in elicitation));
}

/** What the client calls itself: in each request, or as it began. */
function nameOfClient({ mcpReq }: ServerContext, { server }: McpServer): string | undefined {
  const inEnvelope: unknown = Object(mcpReq.envelope)[CLIENT_INFO_META_KEY];
  const { name }: { readonly name?: unknown } = Object(inEnvelope ?? server.getClientVersion());
  return typeof name === 'string' ? name : undefined;
}

/** Sends a notification for each step, if the client asked for some. One that cannot be sent stops nothing. */
function progressOf({ mcpReq }: ServerContext): Call['progress'] {
  const progressToken = mcpReq._meta?.progressToken;
  let progress = 0;
  return (message) => {
    if (progressToken === undefined) return;
    progress += 1;
    const params = { progressToken, progress, message };
    // The connection may be gone: then nobody waits for it.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
