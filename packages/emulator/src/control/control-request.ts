import { CallbackError } from '../events/callback-error.ts';
import { InvalidInput } from '../input/invalid-input.ts';

/** A request to the control API that is refused. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * The JSON that a request carries; nothing for GET and DELETE.
 *
 * @throws {ControlError} for a page of a browser, for what is not called JSON, and for what is none.
 */
export async function readBody(request: Request): Promise<unknown> {
  // Browsers name the page that a write comes from, also after DNS rebinding; programs do not.
  if (request.headers.has('origin')) throw new ControlError(403, 'Pages of a browser cannot control this.');
  if (request.method === 'GET' || request.method === 'DELETE') return undefined;
  const type = request.headers.get('content-type');
  const text = await request.text();
  // What is empty needs no type. Forms, the only thing that a page sends without asking, always have one.
  if (text === '' && type === null) return {};
  // Without a preflight request, which is never granted here, a page of another site cannot send this type.
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw new ControlError(415, 'The request must have the content-type application/json.');
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    throw new InvalidInput('request', ['the body is not JSON']);
  }
}

/** The answer to a request that is refused. */
export function errorAnswer(error: Error): Response {
  if (error instanceof InvalidInput) return answer(400, error.message, error.issues);
  // Anything else is a fault of the emulator and must be seen as one.
  if (error instanceof CallbackError) return answer(502, error.message, []);
  if (!(error instanceof ControlError)) throw error;
  return answer(error.status, error.message, [], error.headers);
}

function answer(
  status: number,
  message: string,
  issues: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ error: { message, issues } }, { status, headers });
}
