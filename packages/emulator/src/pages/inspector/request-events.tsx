import { renderToString } from 'hono/jsx/dom/server';
import type { EmulatorContext } from '../../context.ts';
import type { RequestRecord } from '../../log/log.ts';
import { matches, type RequestFilter } from './request-filter.ts';
import { RequestItem } from './request-item.tsx';
import { maxShown } from './requests-page.tsx';

/**
 * Server-Sent Events: `request` with the list item of each request that a filter lets through. The data is HTML, escaped
 * as everywhere, in a JSON string, so that it is one line whatever is in it.
 *
 * @param after - The id of the last request that the reader knows; newer ones are sent at once.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function requestEvents(
  { log, operations }: EmulatorContext,
  filter: RequestFilter,
  after: number,
  origin: string,
): Response {
  let unsubscribe = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const send = (record: RequestRecord): void => {
        if (!matches(filter, record)) return;
        // A reader that does not keep up is let go; it comes back by itself and asks for the latest.
        if ((controller.desiredSize ?? 0) < -maxShown) {
          unsubscribe();
          controller.close();
          return;
        }
        const html = renderToString(<RequestItem record={record} operations={operations} origin={origin} />);
        const event = `id: ${record.id}\nevent: request\ndata: ${JSON.stringify(html)}\n\n`;
        controller.enqueue(encoder.encode(event));
      };
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
      // Of an emulator that was started anew, the reader knows nothing.
      const known = after > (log.records.at(-1)?.id ?? 0) ? 0 : after;
      for (const record of log.records.filter(({ id }) => id > known).slice(-maxShown)) send(record);
      unsubscribe = log.subscribe(send);
    },
    cancel: () => unsubscribe(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
