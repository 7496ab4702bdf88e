import type { ErrorPreset } from './error-presets.ts';

/**
 * What goes wrong, and where: hand it to `emulator.planFault`.
 *
 * @example
 * ```ts
 * import { createEmulator, type FaultPlan } from '@threads-sdk/emulator';
 *
 * const emulator = createEmulator();
 * // The post goes live, and its client never hears of it.
 * const plan: FaultPlan = { kind: 'lost-answer', operation: 'publishContainer' };
 * console.log(emulator.planFault(plan).id); // 'fault-1'
 * ```
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 * @category Plant faults
 */
export type FaultPlan = FaultTarget & Fault;

/**
 * A fault that was planned, as it stands now.
 *
 * @category Plant faults
 */
export type PlannedFault = FaultPlan &
  Required<Pick<FaultTarget, 'call' | 'times'>> & {
    readonly id: string;
    /** How many calls it has struck. */
    readonly hits: number;
  };

/**
 * The calls that a fault strikes.
 *
 * @category Plant faults
 */
export interface FaultTarget {
  /** An `operationId` of the API's description, e.g. `publishContainer`. Default: every request to the API. */
  readonly operation?: string;
  /** The first of the matching calls that is struck, counted from when the fault is planned. Default 1: the next. */
  readonly call?: number;
  /** How many matching calls are struck from there on; `Infinity`: all, until the fault is cleared. Default 1. */
  readonly times?: number;
  /** The username of the token's owner. Default: everybody, and calls without a token of a user. */
  readonly user?: string;
  /** Parameters that a call must carry, by name; compared as text. A token among them is masked where the plan is shown. */
  readonly match?: Readonly<Record<string, string>>;
}

/**
 * What goes wrong.
 *
 * @category Plant faults
 */
export type Fault =
  | ErrorFault
  | HtmlFault
  | RedirectFault
  | AnswerFault
  | HeadersFault
  | LostFault
  | LateEffectFault
  | SlowHeadersFault
  | SlowBodyFault
  | CutBodyFault
  | HugeBodyFault
  | BrokenBodyFault
  | ContainerErrorFault
  | ContainerFault;

/**
 * An answer in place of the API's.
 *
 * @category Plant faults
 */
export interface ReplacedAnswer {
  /** `effect`: the call takes effect first, and only its answer is replaced. Default: the call has no effect. */
  readonly after?: 'effect';
}

/**
 * How a connection ends without an answer, or in the middle of one.
 *
 * @category Plant faults
 */
export interface BrokenConnection {
  /** `reset`: TCP RST, `ECONNRESET` in Node; `close`: TCP FIN, "other side closed" in Node. Default `reset`. */
  readonly connection?: 'reset' | 'close';
}

/**
 * An error of the Graph.
 *
 * @category Plant faults
 */
export interface ErrorFault extends ReplacedAnswer {
  readonly kind: 'error';
  /** A known error, whose members those below replace. Default `unexpected-error`: 500, code 2, transient. */
  readonly preset?: ErrorPreset;
  /** HTTP status, 200 to 599, of an answer that has a body. */
  readonly status?: number;
  readonly code?: number;
  readonly subcode?: number;
  readonly type?: string;
  readonly message?: string;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  /** The `Retry-After` header: seconds, or an HTTP date. */
  readonly retryAfter?: number | string;
}

/**
 * An HTML page, as a proxy sends it.
 *
 * @category Plant faults
 */
export interface HtmlFault extends ReplacedAnswer {
  readonly kind: 'html';
  /** HTTP status, 200 to 599. Default 502. */
  readonly status?: number;
}

/**
 * A redirect.
 *
 * @category Plant faults
 */
export interface RedirectFault extends ReplacedAnswer {
  readonly kind: 'redirect';
  /** Default 302. */
  readonly status?: 301 | 302 | 303 | 307 | 308;
  /** The `Location` header. */
  readonly location: string;
}

/**
 * Any answer: unknown members and values, duplicate keys, `__proto__`, a cursor that loops.
 *
 * @category Plant faults
 */
export interface AnswerFault extends ReplacedAnswer {
  readonly kind: 'answer';
  /** HTTP status, 200 to 599. Default 200. */
  readonly status?: number;
  /** Default: `content-type: application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * More headers on the API's answer: a `Date` that is wrong, 64 KiB of something, `X-App-Usage`.
 *
 * @category Plant faults
 */
export interface HeadersFault {
  readonly kind: 'headers';
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `lost-request`: the connection breaks before any effect; `lost-answer`: after it, in place of the answer.
 *
 * @category Plant faults
 */
export interface LostFault extends BrokenConnection {
  readonly kind: 'lost-request' | 'lost-answer';
}

/**
 * The call fails, and takes effect later nevertheless.
 *
 * @category Plant faults
 */
export interface LateEffectFault extends BrokenConnection {
  readonly kind: 'late-effect';
  /** Milliseconds until the effect, on the emulator's clock. */
  readonly delay: number;
  /** The error that is answered. Default: the connection breaks. */
  readonly preset?: ErrorPreset;
}

/**
 * The answer comes late.
 *
 * @category Plant faults
 */
export interface SlowHeadersFault {
  readonly kind: 'slow-headers';
  /** Milliseconds on the emulator's clock between the effect and the answer. */
  readonly delay: number;
}

/**
 * The body comes in small pieces.
 *
 * @category Plant faults
 */
export interface SlowBodyFault {
  readonly kind: 'slow-body';
  /** Milliseconds on the emulator's clock before each piece. */
  readonly delay: number;
  /** Size of a piece. Default 1. */
  readonly bytes?: number;
}

/**
 * The connection breaks in the middle of the body.
 *
 * @category Plant faults
 */
export interface CutBodyFault extends BrokenConnection {
  readonly kind: 'cut-body';
  /** How much of the body still comes. Default: half. */
  readonly bytes?: number;
}

/**
 * The body is filled up with white space; served, it is compressed for clients that take gzip.
 *
 * @category Plant faults
 */
export interface HugeBodyFault {
  readonly kind: 'huge-body';
  /** Size of the body after decompression, up to 1 GiB. Default 64 MiB. */
  readonly bytes?: number;
}

/**
 * A body that is half of its JSON, nothing, or no UTF-8, with the API's own status and headers.
 *
 * @category Plant faults
 */
export interface BrokenBodyFault {
  readonly kind: 'truncated-json' | 'empty-body' | 'invalid-utf8';
}

/**
 * Processing of the container that the call creates ends in `ERROR`. For `createContainer`.
 *
 * @category Plant faults
 */
export interface ContainerErrorFault {
  readonly kind: 'container-error';
  /** The container's `error_message`, e.g. `FAILED_PROCESSING_VIDEO`. Default `UNKNOWN`. */
  readonly message?: string;
}

/**
 * `container-lost`: the container that the call creates becomes `FINISHED`, and publishing it answers 24/4279009 for
 * ever. For `createContainer`. `stale-status`: the status before the present one is answered. For `getContainer`.
 *
 * @category Plant faults
 */
export interface ContainerFault {
  readonly kind: 'container-lost' | 'stale-status';
}
