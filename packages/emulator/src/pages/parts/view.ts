import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { EmulatorContext } from '../../context.ts';
import type { UserRecord } from '../../model/records.ts';
import { userByName } from '../../model/store.ts';

/** Who looks at a page, and where it is. */
export interface View {
  readonly context: EmulatorContext;
  /** Whom the person acts as; absent where there is nobody. */
  readonly me: UserRecord | undefined;
  /** The path of the page, which forms lead back to. */
  readonly here: string;
}

/** What remembers whom a person acts as: in the name is the port, since a host has its cookies for all ports together. */
export function meCookie(url: string): string {
  const { port, protocol } = new URL(url);
  return `threads-emulator-me-${port === '' ? protocol.slice(0, -1) : port}`;
}

/** The view of a request: as the user who was chosen last, else as the first one. */
export function viewOf(context: EmulatorContext, c: Context): View {
  const [first] = context.store.users.values();
  const { pathname, search } = new URL(c.req.url);
  const me = userByName(context.store, getCookie(c, meCookie(c.req.url)) ?? '') ?? first;
  return { context, me, here: pathname + search };
}
