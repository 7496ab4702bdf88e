import { controlPath } from '../control/control-routes.ts';

/** An emulator that runs elsewhere, by its control API. */
export interface ControlClient {
  readonly url: string;
  /**
   * Sends a request and gives the members of the answer.
   *
   * @throws {Error} with a sentence for the person if nothing answers there, or the request is refused.
   */
  send(method: 'GET' | 'POST', path: string, body?: object): Promise<Readonly<Record<string, unknown>>>;
}

/** Where an emulator is looked for: what is named, or what the variables name, as with `exec`, or the usual place. */
export function addressOf(
  named: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  return (named ?? (variables['THREADS_EMULATOR'] || 'http://127.0.0.1:4000')).replace(/\/+$/, '');
}

/** Controls the emulator at an address. */
export function connect(url: string): ControlClient {
  return {
    url,
    send: async (method, path, body) => {
      const init = {
        method,
        headers: { 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
      };
      const response = await fetch(`${url}${controlPath}${path}`, init).catch((error: unknown) => {
        throw new Error(
          `no emulator answers at ${url} (${reasonOf(error)}): start one with threads-emulator, or name its address with --url`,
          { cause: error },
        );
      });
      const answer = membersOf(await response.json().catch(() => undefined));
      if (response.ok) return answer;
      const { message } = membersOf(answer['error']);
      throw new Error(
        typeof message === 'string' ? message : `${url} is no emulator: it answered with ${response.status}`,
      );
    },
  };
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The objects of a list; none of anything else. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(membersOf) : [];
}

/** A text or a number as it is printed; a hyphen for anything else. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '-';
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
}
