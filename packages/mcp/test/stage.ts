import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport as OldTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Client, type ClientCapabilities } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator, type UserSeed } from '@threads-sdk/emulator';
import { createMemoryJournal } from '@threads-sdk/publish';
import { type AuditEntry, createMcpServer, type McpOptions } from '../src/index.ts';
import { createServerFactory } from '../src/server-factory.ts';

/** What a person answers who is asked. */
export type Person = (question: string) => 'accept' | 'decline' | 'cancel';

/** Which client it is: that of the protocol of 2026-07-28, the same in the older protocol, or the one before. */
export type Generation = 'modern' | 'legacy' | 'old';

export const generations: readonly Generation[] = ['modern', 'legacy', 'old'];

/** A result of a tool, as an agent gets it. */
export interface Result {
  readonly isError: boolean;
  readonly text: string;
  /** The same as JSON. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** An agent: whatever it can do with a server. */
export interface Agent {
  readonly call: (tool: string, input?: object, onProgress?: (message: string) => void) => Promise<Result>;
  readonly tools: () => Promise<readonly { readonly name: string }[]>;
  /** What a person was asked. */
  readonly questions: readonly string[];
  readonly client: Client | OldClient;
  readonly close: () => Promise<void>;
}

export interface Stage {
  readonly emulator: Emulator;
  readonly options: McpOptions;
  readonly audit: readonly AuditEntry[];
  /** What is live, newest first. */
  readonly live: () => Promise<readonly { readonly id: string; readonly text?: string }[]>;
  /** The texts of what is live, in the order of the alphabet. */
  readonly texts: () => Promise<readonly string[]>;
  /** Connects an agent in memory. Without a person its client has no way to ask one. */
  readonly connect: (options?: {
    readonly generation?: Generation;
    readonly person?: Person;
    readonly server?: Partial<McpOptions>;
    /** What the client says that it can; default: what it needs for the person. */
    readonly capabilities?: ClientCapabilities;
  }) => Promise<Agent>;
}

/** An emulator in virtual time with a user, mika, and what a server for her takes. */
export function createStage({
  scopes,
  users = [{ username: 'mika' }],
  processing = {},
  intercept = (_, pass) => pass(),
}: {
  readonly scopes?: readonly string[];
  readonly users?: readonly UserSeed[];
  readonly processing?: { readonly text?: number; readonly image?: number; readonly video?: number };
  /** Stands between the server and Threads. */
  readonly intercept?: (request: Request, pass: () => Promise<Response>) => Promise<Response>;
} = {}): Stage {
  const clock = createVirtualClock();
  const emulator = createEmulator({ clock, users, processing: { text: 300, ...processing } });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika', ...(scopes && { scopes }) }));
  const audit: AuditEntry[] = [];
  const options: McpOptions = {
    client: createClient({
      credentials,
      clock,
      fetch: (request) => intercept(request, () => emulator.fetch(request)),
      random: () => 0.5,
    }),
    credentials,
    journal: createMemoryJournal(),
    audit: (entry) => audit.push(entry),
  };
  const live: Stage['live'] = async () => {
    const { accessToken } = emulator.issueToken({ username: 'mika' });
    const read = async (
      path: string,
    ): Promise<readonly { readonly id: string; readonly text?: string }[]> => {
      const url = `https://graph.threads.com/v1.0/me/${path}?fields=id,text&limit=100&access_token=${accessToken}`;
      const { data } = await (await emulator.fetch(new Request(url))).json();
      return data;
    };
    return [...(await read('threads')), ...(await read('replies'))];
  };
  return {
    emulator,
    options,
    audit,
    live,
    texts: async () =>
      (await live()).map(({ text = '' }) => text).toSorted((one, other) => (one < other ? -1 : 1)),
    connect: ({ capabilities, generation = 'modern', person, server } = {}) =>
      connectInMemory(generation, { ...options, ...server }, person, capabilities),
  };
}

/** Connects a client of a generation to a server in this process. */
async function connectInMemory(
  generation: Generation,
  options: McpOptions,
  person: Person | undefined,
  capabilities: ClientCapabilities | undefined,
): Promise<Agent> {
  if (generation === 'old') {
    const [mine, theirs] = OldTransport.createLinkedPair();
    await createMcpServer(options).connect(Object(theirs));
    const [client, questions] = oldClient(person);
    await client.connect(mine);
    return agentOf(client, questions);
  }
  const [mine, theirs] = InMemoryTransport.createLinkedPair();
  serveStdio(createServerFactory(options), { transport: theirs });
  const [client, questions] = newClient(generation, person, capabilities);
  await client.connect(mine);
  return agentOf(client, questions);
}

/** The official client, with a person or without. */
export function newClient(
  generation: 'modern' | 'legacy',
  person: Person | undefined,
  capabilities: ClientCapabilities = person ? { elicitation: { form: {} } } : {},
): readonly [Client, readonly string[]] {
  const questions: string[] = [];
  const client = new Client(
    { name: 'test agent', version: '1.0.0' },
    {
      capabilities,
      ...(generation === 'modern' && { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
    },
  );
  if (person) {
    client.setRequestHandler('elicitation/create', ({ params: { message } }) => {
      questions.push(message);
      return { action: person(message), content: {} };
    });
  }
  return [client, questions];
}

/** The official client of the SDK before, with a person or without. */
export function oldClient(person: Person | undefined): readonly [OldClient, readonly string[]] {
  const questions: string[] = [];
  const client = new OldClient(
    { name: 'old test agent', version: '1.0.0' },
    { capabilities: person ? { elicitation: {} } : {} },
  );
  if (person) {
    client.setRequestHandler(ElicitRequestSchema, ({ params: { message } }) => {
      questions.push(message);
      return { action: person(message), content: {} };
    });
  }
  return [client, questions];
}

export function agentOf(client: Client | OldClient, questions: readonly string[]): Agent {
  // A client that has the list, as agents' clients do, refuses answers that are not what it says.
  let list: Promise<unknown> | undefined;
  return {
    client,
    questions,
    call: async (name, input = {}, onProgress) => {
      list ??= client.listTools();
      await list;
      const params = { name, arguments: { ...input } };
      const onprogress = ({ message = '' }: { message?: string | undefined }): void => onProgress?.(message);
      const options = onProgress ? { onprogress } : {};
      const result =
        client instanceof OldClient
          ? await client.callTool(params, undefined, options)
          : await client.callTool(params, options);
      const { content, isError = false, structuredContent } = Object(result);
      const [{ text }] = content;
      // Whichever of the two a client shows to its agent.
      if (text !== JSON.stringify(structuredContent)) throw new Error(`Two answers in one: ${text}`);
      return { isError, text, content: structuredContent };
    },
    tools: async () => (await client.listTools()).tools,
    close: () => client.close(),
  };
}
