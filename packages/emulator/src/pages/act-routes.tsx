import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { findPost, perform } from '../acts/perform.ts';
import type { EmulatorContext } from '../context.ts';
import { userByName } from '../model/store.ts';
import { actPath, asPath, readActForm } from './act-form.ts';
import { postPath } from './parts/paths.ts';
import { backPath, ownForms, readFields } from './parts/form.ts';
import { orRefused, respondRefused } from './parts/refused.tsx';
import { meCookie } from './parts/view.ts';

/** The forms of posts and profiles: what a person does as one of the users, and as which. */
export function actRoutes(context: EmulatorContext): Hono {
  const routes = new Hono();
  routes.use(actPath, ownForms);
  routes.use(asPath, ownForms);

  routes.post(actPath, async (c) => {
    const fields = await readFields(c);
    const back = backPath(fields.text('back'));
    return orRefused(back, () => {
      const target = findPost(context.store, fields.text('to') ?? '');
      const path = target === undefined ? undefined : postPath(context.store, target);
      const act = readActForm(fields);
      const number = fields.text('form');
      const form = number === undefined ? undefined : JSON.stringify([number, act]);
      // It comes twice where a button is pressed twice and no script keeps the second back.
      if (form === undefined || form !== context.forms.last) perform(context, act);
      context.forms.last = form;
      // The page of a post that is gone leads nowhere.
      const gone = fields.text('act') === 'delete' && path !== undefined && back.split('#')[0] === path;
      return c.redirect(gone ? '/' : back, 303);
    });
  });

  routes.post(asPath, async (c) => {
    const fields = await readFields(c);
    const back = backPath(fields.text('back'));
    const user = userByName(context.store, fields.text('username') ?? '');
    if (user === undefined) return respondRefused(['there is no such user'], back);
    setCookie(c, meCookie(c.req.url), user.username, { path: '/', httpOnly: true, sameSite: 'Strict' });
    return c.redirect(back, 303);
  });

  return routes;
}
