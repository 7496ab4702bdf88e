import type { Context, MiddlewareHandler } from 'hono';
import { isSameOrigin } from './same-origin.ts';

/** Lets forms of the emulator's own pages through, and nobody else's. */
export const ownForms: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'GET' && !isSameOrigin(c.req.raw))
    return c.text('Only a page of the emulator itself may do this.', 403);
  await next();
  return undefined;
};

/** The fields of a sent form, by name; of those that were sent empty nothing. */
export async function readFields(c: Context): Promise<FormFields> {
  const form = await c.req.raw.formData().catch(() => new FormData());
  const all = (name: string): readonly string[] =>
    form.getAll(name).flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
  return { all, text: (name) => all(name)[0] };
}

export interface FormFields {
  readonly all: (name: string) => readonly string[];
  readonly text: (name: string) => string | undefined;
}

/** A path of this server that a form may lead back to: `//host` and `/\host` would leave it. */
export function backPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/';
}
