import { decisionOf } from '../graph/errors.ts';
import type { EmulatorContext } from '../context.ts';
import type { Fault, PlannedFault } from '../faults/fault-plan.ts';
import { textOf } from '../graph/json.ts';
import { maskEncoded, maskHeaders, maskParameters, maskSecrets } from '../log/mask-secrets.ts';
import { accessTokenOf, type Parameters } from '../graph/parameters.ts';
import { readError } from '../log/read-error.ts';
import type { Route } from '../graph/routing.ts';

/** A request, as the log wants to know it; what comes after it was read is filled in on the way. */
export interface Exchange {
  /** When the request came in, in epoch milliseconds of the emulator's clock. */
  readonly startedAt: number;
  readonly request: Request;
  readonly route: Route;
  /** The bytes that it carried. Absent where they could not be read to their end. */
  body?: Uint8Array<ArrayBuffer>;
  /** Absent where the body could not be read, or is none of what its type says. */
  parameters?: Parameters;
  /** The faults that struck it. */
  faults?: readonly PlannedFault[];
  /** What the API answered before faults changed it; absent where none struck. */
  faultless?: Response;
}

/** How much of an answer is kept, in characters. */
const maxAnswerLength = 16 * 1024;

// Their bodies come while the caller reads: to read along would make them come earlier, and whole.
const streaming: ReadonlySet<Fault['kind']> = /* @__PURE__ */ new Set([
  'slow-body',
  'cut-body',
  'huge-body',
] as const);

const noParameters: Parameters = /* @__PURE__ */ new Map();

/**
 * Puts a request into the log, once it is answered.
 *
 * @param response what it is answered; absent where the connection broke instead
 * @returns the answer to hand on: the body of the other one was read
 */
export async function recordRequest(
  context: EmulatorContext,
  exchange: Exchange,
  response: Response,
): Promise<Response>;
export async function recordRequest(context: EmulatorContext, exchange: Exchange): Promise<undefined>;
export async function recordRequest(
  context: EmulatorContext,
  exchange: Exchange,
  response?: Response,
): Promise<Response | undefined> {
  const { store, clock, log } = context;
  const { startedAt, request, route, body, parameters = noParameters, faults = [], faultless } = exchange;
  const duration = clock.now() - startedAt;
  const user = ownerOf(context, accessTokenOf(request, parameters));
  const streams = faults.some(({ kind }) => streaming.has(kind));
  const recorded = response === undefined ? undefined : streams ? faultless : response;
  const known = recorded === undefined ? '' : textOf(recorded);
  const bytes = known === undefined ? await recorded?.arrayBuffer() : undefined;
  const text = known ?? new TextDecoder().decode(bytes);
  const error = readError(text);
  const decision = response === undefined ? [] : decisionOf(response);
  log.add(
    {
      at: startedAt,
      method: request.method,
      path: maskEncoded(store, new URL(request.url).pathname),
      ...(route.operation === undefined ? {} : { operation: route.operation.id }),
      ...(user === undefined ? {} : { user }),
      headers: maskHeaders(store, request.headers),
      parameters: maskParameters(store, parameters),
      status: response?.status ?? 0,
      answer: maskSecrets(store, text).slice(0, maxAnswerLength),
      ...(error === undefined
        ? {}
        : { error: Object.freeze({ ...error, message: maskSecrets(store, error.message) }) }),
      ...(decision.length === 0 ? {} : { decidedBy: decision }),
      duration,
      ...(faults.length === 0 ? {} : { faults: Object.freeze(faults.map(({ kind }) => kind)) }),
    },
    {
      method: request.method,
      url: request.url,
      headers: request.headers,
      ...(body === undefined ? {} : { body }),
    },
  );
  // A new one instead of a clone, which costs several times as much.
  return streams || bytes === undefined || response?.body === null ? response : new Response(bytes, response);
}

/** The username of the owner of a token. */
export function ownerOf({ store }: EmulatorContext, accessToken: string | undefined): string | undefined {
  const userId = accessToken === undefined ? undefined : store.tokens.get(accessToken)?.userId;
  return userId === undefined ? undefined : store.users.get(userId)?.username;
}
