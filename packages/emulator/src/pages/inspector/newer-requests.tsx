import { renderToString } from 'hono/jsx/dom/server';
import type { EmulatorContext } from '../../context.ts';
import { matches, type RequestFilter } from './request-filter.ts';
import { RequestItem } from './request-item.tsx';
import { maxShown } from './requests-page.tsx';

/** What came since the page of requests was made, or since its script asked last. */
interface NewerRequests {
  /** Another one than the script knows: what it shows is of before, and none of it is in the log any more. */
  readonly run: string;
  /** The number of the newest request, whether the filter lets it through or not. */
  readonly after: number;
  /** Items of the list, oldest first: HTML, escaped as everywhere. */
  readonly items: readonly string[];
}

/** The newest requests after the one with a number, as far as a filter lets them through and a page shows them. */
export function newerRequests(
  context: EmulatorContext,
  filter: RequestFilter,
  known: { readonly run: string | null; readonly after: number },
  origin: string,
): NewerRequests {
  const { records, run } = context.log;
  const after = known.run === run ? known.after : 0;
  return {
    run,
    after: records.at(-1)?.id ?? after,
    items: records
      .slice(records.findLastIndex(({ id }) => id <= after) + 1)
      .filter((record) => matches(filter, record))
      .slice(-maxShown)
      .map((record) => renderToString(<RequestItem context={context} record={record} origin={origin} />)),
  };
}
