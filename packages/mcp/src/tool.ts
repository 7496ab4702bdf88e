import type { CallToolResult, InputRequiredResult, ToolAnnotations } from '@modelcontextprotocol/server';
import type { Scope } from '@threads-sdk/credentials';
import type { InputIssue } from '@threads-sdk/errors';
import type * as v from 'valibot';
import type { Account } from './account.ts';
import type { AuditEntry } from './audit.ts';
import type { Confirmations, Deed } from './confirm.ts';
import type { McpOptions } from './options.ts';
import type { ToolName } from './tool-names.ts';
import type { InTurn } from './turns.ts';

/** What the tools of one server, or of all servers of one handler, have in common. */
export interface Inside extends McpOptions {
  readonly account: (signal: AbortSignal) => Promise<Account>;
  readonly confirmations: Confirmations;
  /** By the key of a post, what could make two of it. */
  readonly inTurn: InTurn;
}

/** One call of a tool. */
export interface Call {
  readonly userId: string;
  /** What is wrong with the arguments, but for what is inside of posts. Only for those who check posts: of others, it is empty. */
  readonly faults: readonly InputIssue[];
  readonly signal: AbortSignal;
  /** Tells the client how far it is, if it asked for that. */
  readonly progress: (message: string) => void;
}

/** What a tool answers. */
export interface Answer {
  readonly outcome: AuditEntry['outcome'];
  readonly content: Readonly<Record<string, unknown>>;
  readonly ids?: readonly string[];
}

/** What a tool that changes something would do: asked about first, then carried out. */
export interface PlannedDeed extends Omit<Deed, 'tool' | 'userId'> {
  /** Whether it is known that a person agreed to exactly this before. */
  readonly isAgreed?: boolean;
  readonly carryOut: () => Promise<Answer>;
}

type Input<Entries extends v.ObjectEntries> = v.InferOutput<v.ObjectSchema<Entries, undefined>>;

/** A tool, with arguments whose types are known. It has methods, which may be called with the arguments of any tool. */
interface Definition<Entries extends v.ObjectEntries> {
  readonly name: ToolName;
  readonly description: string;
  readonly input: Entries;
  /** The permissions that it needs, beside `threads_basic`. */
  readonly scopes: readonly Scope[];
  readonly annotations: ToolAnnotations;
  /** Reads something. */
  read?(input: Input<Entries>, call: Call): Promise<Answer['content']>;
  /** Finds out what it would do; or the answer, if there is nothing to do. */
  plan?(input: Input<Entries>, call: Call): Promise<PlannedDeed | Answer>;
}

/** A tool as the server has it. */
export type Tool = Definition<v.ObjectEntries>;

/** Makes a tool. Its arguments are checked before it is called, so that they are what their schemas say. */
export function defineTool<const Entries extends v.ObjectEntries>(definition: Definition<Entries>): Tool {
  return definition;
}

/** What the SDK takes from a tool. */
export type ToolResult = CallToolResult | InputRequiredResult;
