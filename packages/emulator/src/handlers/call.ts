import type { EmulatorContext } from '../context.ts';
import type { GraphNode } from '../graph/fields.ts';
import type { JsonValue } from '../graph/json.ts';
import type { OperationDescription } from '../description/description.ts';
import type { Parameters } from '../graph/parameters.ts';
import type { UserRecord } from '../model/records.ts';

/** A request that was read as an operation which needs no token. */
export interface AnonymousCall {
  readonly context: EmulatorContext;
  readonly operation: OperationDescription;
  readonly parameters: Parameters;
  /** The address that the request came to; its scheme and host are those of `EmulatorOptions.origin`, where given. */
  readonly url: URL;
}

/** A request that was read as an operation, with a token that has the operation's permissions. */
export interface Call extends AnonymousCall {
  readonly user: UserRecord;
  readonly scopes: readonly string[];
  readonly accessToken: string;
  /** The id in the path, with `me` resolved; it names an object of the kind that the operation is for. Empty if the path has none. */
  readonly id: string;
}

/** What a handler found; the fields that were asked for are read from it afterwards, in one place. */
export type Outcome =
  | { readonly node: GraphNode }
  /** One object in a list of one. */
  | { readonly only: GraphNode }
  | { readonly list: readonly GraphNode[]; readonly paging?: JsonValue | undefined }
  | { readonly body: JsonValue };

/** Answers one operation, or throws a `GraphError`. */
export type Handler = (call: Call) => Outcome | Promise<Outcome>;

/** Answers one operation that needs no token. */
export type AnonymousHandler = (call: AnonymousCall) => Outcome | Promise<Outcome>;
