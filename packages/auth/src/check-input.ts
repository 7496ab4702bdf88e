import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import { InvalidInputError, isInvalidInputError, toInputIssues } from '@threads-sdk/errors';
import * as v from 'valibot';
import type { App } from './app.ts';

/** A non-empty string. The message is fixed: valibot's own would show the value, which may be a secret. */
export function text(message: string): v.GenericSchema<string> {
  return v.pipe(v.string(message), v.minLength(1, message));
}

export const scopes: v.GenericSchema<string[]> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.array(
    /* @__PURE__ */ v.pipe(
      /* @__PURE__ */ v.string('must be a string'),
      /* @__PURE__ */ v.regex(/^[^\s,]+$/, 'must be one permission, without spaces or commas'),
    ),
    'must be an array of permissions',
  ),
  /* @__PURE__ */ v.check(
    (list) => list.includes('threads_basic'),
    'must include threads_basic, which Threads requires',
  ),
);

export const credentials: v.GenericSchema<Credentials> = /* @__PURE__ */ v.custom<Credentials>(
  (input) => faultOf(input) === undefined,
  (issue) => `must be credentials; ${faultOf(issue.input)}`,
);

const app: v.GenericSchema = /* @__PURE__ */ v.looseObject(
  {
    clientId: /* @__PURE__ */ v.pipe(
      /* @__PURE__ */ v.string('must be a string of digits, the Threads app id'),
      /* @__PURE__ */ v.regex(/^\d+$/, 'must be digits, the Threads app id'),
    ),
    clientSecret: /* @__PURE__ */ text('must be a non-empty string, the Threads app secret'),
    redirectUri: /* @__PURE__ */ url('must be an absolute URL, exactly as it is registered'),
    authorizationUrl: /* @__PURE__ */ v.optional(/* @__PURE__ */ url('must be an absolute URL')),
  },
  objectMessage,
);

/**
 * Checks the app and the parameters of a call together, so that one error names all their faults.
 *
 * @throws InvalidInputError with paths such as `app.clientId` and `scopes[1]`
 */
export function checkInput(call: string, input: { readonly app: App }, entries: v.ObjectEntries): void {
  const result = v.safeParse(v.looseObject({ app, ...entries }, objectMessage), input);
  if (!result.success) throw new InvalidInputError(call, toInputIssues(result.issues));
}

function url(message: string): v.GenericSchema<string> {
  return v.pipe(
    v.string(message),
    v.check((input) => URL.canParse(input), message),
  );
}

function objectMessage(issue: v.LooseObjectIssue): string {
  return issue.path === undefined ? 'must be an object' : 'is missing';
}

/** What is wrong with something that should be credentials. */
function faultOf(input: unknown): string | undefined {
  try {
    Reflect.apply(createCredentials, undefined, [input]); // it checks what it gets, whatever its type
    return undefined;
  } catch (error) {
    if (!isInvalidInputError(error)) throw error;
    return error.issues.map(({ path, message }) => `${path} ${message}`.trim()).join(', ');
  }
}
