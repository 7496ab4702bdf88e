import type { Child } from 'hono/jsx';

/** A part of a page that the script keeps as the server would show it now. The id must be its own on every page. */
export const Live = ({ id, children }: { readonly id: string; readonly children?: Child }): Child => (
  <div id={id} data-live="part">
    {children}
  </div>
);
