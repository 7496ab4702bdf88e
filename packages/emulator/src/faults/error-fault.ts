import type { CodeErrorBody, GraphErrorBody } from '../graph/errors.ts';
import { jsonResponse, type JsonValue } from '../graph/json.ts';
import { presetError, type RequestFacts } from './error-presets.ts';
import type { ErrorFault } from './fault-plan.ts';

/** The answer that an `error` fault gives; `traceId` becomes `fbtrace_id`. */
export function errorFaultResponse(fault: ErrorFault, facts: RequestFacts, traceId: string): Response {
  const { preset = 'unexpected-error', retryAfter } = fault;
  const known = presetError(preset, facts);
  const response = jsonResponse(
    'error_type' in known.body
      ? changedCodeError(known.body, fault)
      : { error: { ...changedError(known.body, fault), fbtrace_id: traceId } },
    fault.status ?? known.status,
  );
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter));
  return response;
}

type Body = Readonly<Record<string, JsonValue | undefined>>;

function changedError(body: GraphErrorBody, fault: ErrorFault): Body {
  // With a code of its own it is another error, which is neither transient nor anything else that this one was.
  const isOther = fault.preset === undefined && fault.code !== undefined;
  const kept = isOther ? { message: body.message, type: body.type } : body;
  return {
    ...kept,
    ...defined({
      message: fault.message,
      type: fault.type,
      code: fault.code,
      error_subcode: fault.subcode,
      is_transient: fault.isTransient,
      error_user_title: fault.userTitle,
      error_user_msg: fault.userMessage,
    }),
  };
}

function changedCodeError(body: CodeErrorBody, { type, code, message }: ErrorFault): Body {
  return { ...body, ...defined({ error_type: type, code, error_message: message }) };
}

function defined(members: Body): Body {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));
}
