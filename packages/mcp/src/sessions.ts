import { randomUUID } from 'node:crypto';
import { type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Clock } from '@threads-sdk/core-http/fetch';

/** How many clients of the older protocol can be connected at a time. Of more, the one that was silent for longest is let go. */
const maxSessions = 64;

/** Milliseconds after which a session ends in which nothing was asked: longer than people take to answer a question. */
const sessionIdle = 3_600_000;

interface Session {
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  lastUsed: number;
}

/**
 * Answers clients of the protocol before 2026-07-28. They keep a session: only in one can the server ask them something, and so have
 * them ask a person.
 *
 * @param build makes a server for a session
 */
export function createSessions(
  clock: Clock,
  build: () => McpServer,
): (request: Request) => Promise<Response> {
  const sessions = new Map<string, Session>();
  const end = async (id: string): Promise<void> => {
    const session = sessions.get(id);
    sessions.delete(id);
    await session?.server.close();
  };
  const makeRoom = async (): Promise<void> => {
    const longest = [...sessions].toSorted(([, one], [, other]) => one.lastUsed - other.lastUsed);
    const isOver = ({ lastUsed }: Session, index: number): boolean =>
      clock.now() - lastUsed >= sessionIdle || index <= longest.length - maxSessions;
    await Promise.all(longest.filter(([, session], index) => isOver(session, index)).map(([id]) => end(id)));
  };
  return async (request) => {
    const id = request.headers.get('mcp-session-id');
    if (id !== null) {
      const session = sessions.get(id);
      if (session === undefined || clock.now() - session.lastUsed >= sessionIdle) {
        await end(id);
        // By this clients know that they have to begin anew.
        return refusal(404, 'Session not found');
      }
      session.lastUsed = clock.now();
      return session.transport.handleRequest(request);
    }
    await makeRoom();
    const server = build();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (made) => {
        sessions.set(made, { server, transport, lastUsed: clock.now() });
      },
      onsessionclosed: end,
    });
    await server.connect(transport);
    const response = await transport.handleRequest(request);
    // Whoever does not begin a session gets none.
    if (transport.sessionId === undefined) await server.close();
    return response;
  };
}

/** An answer of HTTP in the form of the protocol. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { jsonrpc: '2.0', error: { code: -32_000, message }, id: null };
  return Response.json(body, { status, headers });
}
